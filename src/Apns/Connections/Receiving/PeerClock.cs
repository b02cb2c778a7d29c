using System.Buffers.Text;

namespace Push.Apns.Connections;

/// <summary>How this machine's clock stands to the peer's, by the <c>date</c> of its refusals (RFC 9110 section 6.6.1).</summary>
internal sealed class PeerClock
{
    private long _ahead = long.MinValue;

    /// <summary>How far ours is ahead, to a second and the time of transport; negative: behind; null: the peer said nothing.</summary>
    public TimeSpan? Ahead => Volatile.Read(ref _ahead) is var ticks and not long.MinValue ? TimeSpan.FromTicks(ticks) : null;

    public void Read(ReadOnlySpan<byte> date, DateTimeOffset now)
    {
        if (Utf8Parser.TryParse(date, out DateTimeOffset theirs, out var length, 'R') && length == date.Length)
            Volatile.Write(ref _ahead, (now - theirs).Ticks);
    }
}
