namespace Push.Simulator.Ledgers;

/// <summary>The fingerprint of topic and payload; a campaign's is the same for every request of a connection and is kept.</summary>
internal sealed class ContentFingerprint
{
    private byte[] _topic = [];
    private byte[] _payload = [];
    private UInt128 _fingerprint = Fingerprint.OfContent([], []);

    public UInt128 Of(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> payload)
    {
        if (!payload.SequenceEqual(_payload) || !topic.SequenceEqual(_topic))
        {
            Keep(ref _topic, topic);
            Keep(ref _payload, payload);
            _fingerprint = Fingerprint.OfContent(topic, payload);
        }

        return _fingerprint;
    }

    private static void Keep(ref byte[] kept, ReadOnlySpan<byte> value)
    {
        if (kept.Length != value.Length)
            kept = new byte[value.Length];
        value.CopyTo(kept);
    }
}
