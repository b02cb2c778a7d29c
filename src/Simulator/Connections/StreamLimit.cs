using Push.Http2.Frames;
using Push.Http2.Settings;
using Push.Simulator.Requests;

namespace Push.Simulator.Connections;

/// <summary>
/// Our SETTINGS, with the values that were seen at Apple, and how many streams they allow: one until the connection's credential
/// was accepted in a request, then all.
/// </summary>
/// <remarks>The limit of one binds a client that has acknowledged it (RFC 9113 §6.5.3). Clients that open streams before they know
/// our SETTINGS are common, and work with Apple.</remarks>
internal sealed class StreamLimit(IRequestCredential credential, int streams)
{
    /// <summary>Largest list of header fields taken, bytes with 32 per field.</summary>
    public const int MaxHeaderListSize = 8000;

    private int _announced = credential.IsProven ? streams : 1;
    private bool _isAcknowledged;

    /// <summary>Streams that may be open now.</summary>
    public int Current => _isAcknowledged ? _announced : streams;

    public void WriteFirst(OutputBuffer output) => FrameWriter.WriteSettings(output, (ReadOnlySpan<Http2Setting>)[
        new(SettingId.HeaderTableSize, PeerSettings.DefaultHeaderTableSize),
        new(SettingId.MaxConcurrentStreams, (uint)_announced),
        new(SettingId.InitialWindowSize, PeerSettings.DefaultInitialWindowSize),
        new(SettingId.MaxFrameSize, FrameHeader.DefaultMaxLength),
        new(SettingId.MaxHeaderListSize, MaxHeaderListSize),
    ]);

    /// <summary>The client knows our limits.</summary>
    public void Acknowledge() => _isAcknowledged = true;

    /// <summary>Raises the limit behind the first answer to a request whose credential held.</summary>
    public void RaiseIfProven(OutputBuffer output)
    {
        if (_announced == streams || !credential.IsProven)
            return;
        _announced = streams;
        FrameWriter.WriteSettings(output, (ReadOnlySpan<Http2Setting>)[new(SettingId.MaxConcurrentStreams, (uint)streams)]);
    }
}
