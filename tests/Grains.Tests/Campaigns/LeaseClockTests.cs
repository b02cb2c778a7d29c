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
        Assert.Empty(Ended(Vitality.Alive));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([Lease], Ended(Vitality.Alive));
    }

    [Fact]
    public void Ended_Renewed_HasItsFullTimeAgain()
    {
        _clock.Renew(1);
        _time.Advance(TimeSpan.FromSeconds(30));
        _clock.Renew(1);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Empty(Ended(Vitality.Alive));
    }

    [Fact]
    public void Ended_SiloDead_AtOnce()
    {
        _clock.Renew(1);
        Assert.Equal([Lease], Ended(Vitality.Dead));
    }

    [Fact]
    public void Ended_SiloAbsent_OnlyIfAnEarlierActivationGrantedIt()
    {
        _clock.Renew(1);
        Assert.Empty(Ended(Vitality.Absent));
        _clock.TakeUp(1);
        Assert.Equal([Lease], Ended(Vitality.Absent));
    }

    private List<OpenLease> Ended(Vitality silo) => _clock.Ended([Lease], _ => silo);
}
