using System.Text;

namespace Push.Apns.Tests;

/// <summary>What runs once for each of a campaign's millions of notifications allocates nothing.</summary>
public sealed class HotPathTests
{
    private readonly DeviceToken _token = DeviceToken.Parse(new string('a', 64));
    private readonly byte[] _buffer = new byte[128];

    [Fact]
    public void WriteHex_Warm_AllocatesNothing() => Assert.Equal(0, Allocations.Of(() => _token.WriteHex(_buffer)));

    [Fact]
    public void NotificationId_Warm_AllocatesNothing() =>
        Assert.Equal(0, Allocations.Of(() => NotificationId.For(1, _token)));

    [Fact]
    public void ErrorBody_KnownReason_AllocatesNothing()
    {
        var body = Encoding.UTF8.GetBytes("""{"reason":"Unregistered","timestamp":12622780800000}""");
        var results = new AttemptResult[1];

        Assert.Equal(0, Allocations.Of(() =>
        {
            var (reason, timestamp) = ErrorBody.Parse(410, body);
            results[0] = AttemptResult.Rejected(Guid.Empty, 410, reason, new ResponseDetails { Timestamp = timestamp });
        }));
        Assert.Equal("Rejected: 410 Unregistered", results[0].ToString());
    }

    [Fact]
    public void ErrorBody_NoReason_AllocatesNothing() =>
        Assert.Equal(0, Allocations.Of(() => ErrorBody.Parse(503, [])));

    [Fact]
    public void RetryAfter_Date_AllocatesNothing() => Assert.Equal(0, Allocations.Of(() =>
        RetryAfterHeader.TryParse("Sun, 06 Nov 1994 08:49:37 GMT"u8, DateTimeOffset.UnixEpoch, out _)));

    [Fact]
    public void AttemptResult_InBatches_StaysSmall() =>
        Assert.InRange(System.Runtime.CompilerServices.Unsafe.SizeOf<AttemptResult>(), 1, 48);
}
