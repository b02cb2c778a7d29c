using System.Text;
using Push.Simulator.Notifications;
using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Notifications;

public sealed class NotificationRingTests
{
    [Fact]
    public async Task Notification_IsKeptAsReceived()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        using PushClient client = new(simulator);

        PushAnswer answer = await client.SendAsync(PushClient.Header("apns-collapse-id", "x"), "/3/device/DEADBEEF");

        ReceivedNotification kept = Assert.Single(simulator.Notifications);
        Assert.Equal(("deadbeef", 410, "Unregistered"), (kept.Token, kept.Status, kept.Reason));
        Assert.Equal(answer.Id, kept.Id.ToString());
        Assert.Equal(("POST", "/3/device/DEADBEEF", "x"), (kept.Header(":method"), kept.Header(":path"), kept.Header("apns-collapse-id")));
        Assert.Equal("""{"aps":{"alert":"Hello"}}""", Encoding.UTF8.GetString(kept.Body.Span));
    }

    [Fact]
    public async Task Notifications_BeyondAThousand_PushOutTheOldest()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        using PushClient client = new(simulator);

        foreach (int[] some in Enumerable.Range(0, 1500).Chunk(100))
            await Task.WhenAll(some.Select(i => client.SendAsync(path: $"/3/device/{i:x8}")));

        IReadOnlyList<ReceivedNotification> kept = simulator.Notifications;
        Assert.Equal(1000, kept.Count);
        Assert.Equal(1000, kept.Select(n => n.Token).Distinct().Count());
        Assert.DoesNotContain(kept, n => n.Token == $"{100:x8}");
        Assert.Contains(kept, n => n.Token == $"{1499:x8}");
        Assert.Equal(1500, simulator.Stats.Answers.Accepted);
    }

    [Fact]
    public async Task Wait_FindsWhatCameAndWhatComes()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        using PushClient client = new(simulator);

        Task<ReceivedNotification> coming = simulator.WaitForAsync(n => n.Token == "bb", TestContext.Current.CancellationToken);
        await client.SendAsync(path: "/3/device/aa");
        ReceivedNotification past = await simulator.WaitForAsync(n => n.Token == "aa", TestContext.Current.CancellationToken);
        Assert.False(coming.IsCompleted);
        await client.SendAsync(path: "/3/device/bb");

        Assert.Equal(("aa", "bb"), (past.Token, (await coming).Token));
    }

    [Fact]
    public async Task Wait_WhosePredicateThrows_FailsItself_AndNoConnection()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        using PushClient client = new(simulator);

        Task<ReceivedNotification> waiting = simulator.WaitForAsync(
            _ => throw new InvalidOperationException("mine"), TestContext.Current.CancellationToken);
        PushAnswer answer = await client.SendAsync();

        Assert.Equal(200, answer.Status);
        Assert.Equal("mine", (await Assert.ThrowsAsync<InvalidOperationException>(() => waiting)).Message);
    }

    [Fact]
    public async Task Wait_Cancelled_Ends()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        using CancellationTokenSource cancel = new();

        Task<ReceivedNotification> waiting = simulator.WaitForAsync(_ => true, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
