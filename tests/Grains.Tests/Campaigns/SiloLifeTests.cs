using System.Net;

namespace Push.Grains.Campaigns;

public sealed class SiloLifeTests
{
    private const int Port = 11111;
    private const int Generation = 7;

    private static readonly SiloAddress Silo = At(Port, Generation);

    [Theory]
    [InlineData(SiloStatus.Dead, true)]
    [InlineData(SiloStatus.Joining, false)]
    [InlineData(SiloStatus.Active, false)]
    [InlineData(SiloStatus.ShuttingDown, false)]
    [InlineData(SiloStatus.Stopping, false)]
    public void IsDead_Member_AsItWasDeclared(SiloStatus status, bool expected) =>
        Assert.Equal(expected, IsDead((Silo, status)));

    [Fact]
    public void IsDead_UnknownToTheCluster_IsNotTakenForIt() =>
        Assert.False(IsDead((At(Port + 1, Generation), SiloStatus.Active), (At(Port + 2, Generation + 1), SiloStatus.Dead)));

    [Fact]
    public void IsDead_AnotherInItsPlace_WhenItCameLater()
    {
        Assert.True(IsDead((At(Port, Generation + 1), SiloStatus.Active)));
        Assert.True(IsDead((At(Port, Generation + 1), SiloStatus.Dead)));
        Assert.False(IsDead((At(Port, Generation - 1), SiloStatus.Dead)));
    }

    private static bool IsDead(params (SiloAddress Silo, SiloStatus Status)[] members) =>
        SiloLife.IsDead(Silo, members.ToDictionary(member => member.Silo, member => member.Status));

    private static SiloAddress At(int port, int generation) => SiloAddress.New(IPAddress.Loopback, port, generation);
}
