using Microsoft.Extensions.Time.Testing;
using Push.Simulator.Scripts;
using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Scripts;

public sealed class ScriptedTokensTests(OpenSimulator open)
{
    [Theory]
    [InlineData("dead", 410, "Unregistered")]
    [InlineData("DEAD", 410, "Unregistered")]
    [InlineData("badd", 400, "BadDeviceToken")]
    [InlineData("f00d", 400, "DeviceTokenNotForTopic")]
    public async Task Prefix_OfToken_ChoosesTheAnswer(string prefix, int status, string reason)
    {
        PushAnswer first = await open.Client.SendAsync(path: $"/3/device/{prefix}00");
        PushAnswer second = await open.Client.SendAsync(path: $"/3/device/{prefix}00");

        Assert.Equal((status, reason), (first.Status, first.Reason));
        Assert.Equal((status, reason), (second.Status, second.Reason));
    }

    [Theory]
    [InlineData("0429", 429, "TooManyRequests", null)]
    [InlineData("0503", 503, "ServiceUnavailable", 1)]
    public async Task Prefix_OfATemporaryRefusal_RefusesTheFirstTimeOnly(string prefix, int status, string reason, int? retryAfter)
    {
        string path = $"/3/device/{prefix}{Guid.NewGuid():N}";

        PushAnswer first = await open.Client.SendAsync(path: path);
        PushAnswer second = await open.Client.SendAsync(path: path);

        Assert.Equal((status, reason), (first.Status, first.Reason));
        Assert.Equal(retryAfter, first.RetryAfter?.TotalSeconds);
        Assert.Equal(200, second.Status);
    }

    [Fact]
    public async Task DeadToken_IsAnsweredWithTheTime()
    {
        DateTimeOffset now = new(2030, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
        await using ApnsSimulator simulator = await Start.OpenAsync(o => o with { TimeProvider = new FakeTimeProvider(now) });
        using PushClient client = new(simulator);

        PushAnswer dead = await client.SendAsync(path: "/3/device/dead");
        PushAnswer bad = await client.SendAsync(path: "/3/device/badd");

        Assert.Equal(now.ToUnixTimeMilliseconds(), dead.Timestamp);
        Assert.Null(bad.Timestamp);
    }

    [Fact]
    public async Task Prefixes_SwitchedOff_AreAccepted()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync(o => o with { ScriptedTokens = false });
        using PushClient client = new(simulator);

        foreach (string prefix in new[] { "dead", "badd", "f00d", "0429", "0503" })
            Assert.Equal(200, (await client.SendAsync(path: $"/3/device/{prefix}00")).Status);
    }

    [Fact]
    public async Task Script_OfOneToken_GoesBeforeItsPrefix_AndEnds()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        using PushClient client = new(simulator);
        simulator.Script([0xde, 0xad], new ScriptedAnswer { Status = 418, Reason = "SomethingNew", RetryAfter = 7, Times = 2 });

        PushAnswer first = await client.SendAsync(path: "/3/device/dead");
        PushAnswer second = await client.SendAsync(path: "/3/device/dead");
        PushAnswer third = await client.SendAsync(path: "/3/device/dead");
        PushAnswer other = await client.SendAsync(path: "/3/device/dead00");
        simulator.Reset();
        PushAnswer afterwards = await client.SendAsync(path: "/3/device/dead");

        Assert.Equal((418, "SomethingNew", 7), (first.Status, first.Reason, first.RetryAfter?.TotalSeconds));
        Assert.Equal((418, 200, 410, 410), (second.Status, third.Status, other.Status, afterwards.Status));
    }

    [Fact]
    public void Answer_ThatCantBeGiven_IsNotTaken()
    {
        Assert.Throws<InputException>(() => open.Simulator.Script([1], new ScriptedAnswer { Status = 100, Reason = "x" }));
        Assert.Throws<InputException>(() => open.Simulator.Script([1], new ScriptedAnswer { Status = 400 }));
        Assert.Throws<InputException>(() => open.Simulator.Script([1], new ScriptedAnswer { Times = 0 }));
    }
}
