using Push.Http2.Frames;
using Push.Http2.Settings;
using Push.Simulator.Requests;

namespace Push.Simulator.Connections;

/// <summary>
/// Our SETTINGS, with the values that were seen at Apple, and how many streams they allow: one until the connection's credential
/// was accepted in a request, then all.
/// </summary>
internal sealed class StreamLimit(IRequestCredential credential, int streams)
{
    /// <summary>Largest list of header fields taken, bytes with 32 per field.</summary>
    public const int MaxHeaderListSize = 8000;

    /// <summary>Streams that may be open now.</summary>
    public int Current { get; private set; } = credential.IsProven ? streams : 1;

    public void WriteFirst(OutputBuffer output) => FrameWriter.WriteSettings(output, (ReadOnlySpan<Http2Setting>)[
        new(SettingId.HeaderTableSize, PeerSettings.DefaultHeaderTableSize),
        new(SettingId.MaxConcurrentStreams, (uint)Current),
        new(SettingId.InitialWindowSize, PeerSettings.DefaultInitialWindowSize),
        new(SettingId.MaxFrameSize, FrameHeader.DefaultMaxLength),
        new(SettingId.MaxHeaderListSize, MaxHeaderListSize),
    ]);

    /// <summary>Raises the limit behind the first answer to a request whose credential held.</summary>
    public void RaiseIfProven(OutputBuffer output)
    {
        if (Current == streams || !credential.IsProven)
            return;
        Current = streams;
        FrameWriter.WriteSettings(output, (ReadOnlySpan<Http2Setting>)[new(SettingId.MaxConcurrentStreams, (uint)streams)]);
    }
}
