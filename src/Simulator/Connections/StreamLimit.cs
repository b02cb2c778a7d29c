using Push.Http2.Frames;
using Push.Http2.Settings;
using Push.Simulator.Faults;
using Push.Simulator.Requests;

namespace Push.Simulator.Connections;

/// <summary>
/// Our SETTINGS, with the values that were seen at Apple, and how many streams they allow: one until the connection's credential
/// was accepted in a request, then all, or what the faults in force say.
/// </summary>
/// <remarks>A limit binds a client that has acknowledged it (RFC 9113 §6.5.3); until then the higher one before it holds. Clients
/// that open streams before they know our SETTINGS are common, and work with Apple.</remarks>
internal sealed class StreamLimit
{
    /// <summary>Largest list of header fields taken, bytes with 32 per field.</summary>
    public const int MaxHeaderListSize = 8000;

    private readonly Queue<int> _unacknowledged = new();
    private readonly IRequestCredential _credential;
    private readonly FaultControl _faults;
    private readonly int _streams;
    private int _acknowledged;
    private int _announced;

    public StreamLimit(IRequestCredential credential, int streams, FaultControl faults)
    {
        (_credential, _faults) = (credential, faults);
        _streams = _acknowledged = Current = streams;
    }

    /// <summary>Streams that may be open now.</summary>
    public int Current { get; private set; }

    private int Target
    {
        get
        {
            int most = _faults.Active?.Document.Streams ?? _streams;
            return _credential.IsProven ? most : Math.Min(1, most);
        }
    }

    public void WriteFirst(OutputBuffer output)
    {
        Announce(Target);
        FrameWriter.WriteSettings(output, (ReadOnlySpan<Http2Setting>)[
            new(SettingId.HeaderTableSize, PeerSettings.DefaultHeaderTableSize),
            new(SettingId.MaxConcurrentStreams, (uint)_announced),
            new(SettingId.InitialWindowSize, PeerSettings.DefaultInitialWindowSize),
            new(SettingId.MaxFrameSize, FrameHeader.DefaultMaxLength),
            new(SettingId.MaxHeaderListSize, MaxHeaderListSize),
        ]);
    }

    /// <summary>The client knows the eldest of our SETTINGS that it had not acknowledged.</summary>
    public void Acknowledge()
    {
        if (!_unacknowledged.TryDequeue(out int known))
            return;
        _acknowledged = known;
        SetCurrent();
    }

    /// <summary>Tells the client its limit when that has changed: behind the first answer to a request whose credential held, or
    /// with other faults.</summary>
    public void Update(OutputBuffer output)
    {
        int target = Target;
        if (_announced == target)
            return;
        Announce(target);
        FrameWriter.WriteSettings(output, (ReadOnlySpan<Http2Setting>)[new(SettingId.MaxConcurrentStreams, (uint)target)]);
    }

    private void Announce(int limit)
    {
        _announced = limit;
        _unacknowledged.Enqueue(limit);
        SetCurrent();
    }

    private void SetCurrent()
    {
        Current = _acknowledged;
        foreach (int limit in _unacknowledged)
            Current = Math.Max(Current, limit);
    }
}
