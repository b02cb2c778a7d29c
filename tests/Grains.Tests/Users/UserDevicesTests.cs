using Push.Apns;

namespace Push.Grains.Users;

public sealed class UserDevicesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    public void Add_OneTooMany_LosesTheFirst()
    {
        var state = new UserState();
        for (var i = 0; i <= IUserGrain.MaxDevices; i++) state = UserDevices.Add(state, TokenOf(i), Now);
        Assert.Equal(Enumerable.Range(1, IUserGrain.MaxDevices).Select(TokenOf), state.Devices.Select(device => device.Token));
    }

    [Fact]
    public void Add_Again_IsOnceAndLast()
    {
        var state = UserDevices.Add(UserDevices.Add(UserDevices.Add(new UserState(), TokenOf(1), Now), TokenOf(2), Now), TokenOf(1), Now);
        Assert.Equal([TokenOf(2), TokenOf(1)], state.Devices.Select(device => device.Token));
    }

    // Between its coming into the list and its registration a device doesn't seem to be the user's.
    [Fact]
    public void Remove_AddedAShortWhileAgo_Stays()
    {
        var state = UserDevices.Add(new UserState(), TokenOf(1), Now);
        Assert.Same(state, UserDevices.Remove(state, [TokenOf(1)], Now + UserDevices.Grace));
        Assert.Empty(UserDevices.Remove(state, [TokenOf(1)], Now + UserDevices.Grace + TimeSpan.FromMilliseconds(1)).Devices);
    }

    private static DeviceToken TokenOf(int number) => DeviceToken.FromBytes(BitConverter.GetBytes(number + 1));
}
