using Microsoft.Extensions.Time.Testing;
using Push.Grains.Senders;

namespace Push.Grains.Campaigns;

public sealed class LeaseClockTests
{
    private static readonly OpenLease Lease = new(1, 0, 0, 0, "silo", Guid.Empty);

    private readonly FakeTimeProvider _time = new();
    private readonly LeaseClock _clock;

    public LeaseClockTests() => _clock = new LeaseClock(new LeaseTimes(), _time);

    [Fact]
    public void Ended_NotRenewed_AfterLengthAndGrace()
    {
        _clock.Renew(1);
        _time.Advance(TimeSpan.FromSeconds(35));
        Assert.Empty(Ended());
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([Lease], Ended());
    }

    [Fact]
    public void Ended_Renewed_HasItsFullTimeAgain()
    {
        _clock.Renew(1);
        _time.Advance(TimeSpan.FromSeconds(30));
        _clock.Renew(1);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Empty(Ended());
    }

    [Fact]
    public void Ended_SiloDead_AtOnce()
    {
        _clock.Renew(1);
        Assert.Equal([Lease], Ended(isDead: true));
    }

    private List<OpenLease> Ended(bool isDead = false) => _clock.Ended([Lease], _ => isDead);
}
