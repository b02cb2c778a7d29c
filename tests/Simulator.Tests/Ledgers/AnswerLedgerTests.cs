using System.Text;
using Push.Simulator.Ledgers;
using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Ledgers;

public sealed class AnswerLedgerTests
{
    private const string Payload = """{"aps":{"alert":"Hello"}}""";

    [Fact]
    public async Task SameId_AcceptedTwice_IsADuplicateById()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        using PushClient client = new(simulator);
        Guid id = Guid.NewGuid();

        await client.SendAsync(PushClient.Header("apns-id", id.ToString()), "/3/device/aa");
        await client.SendAsync(PushClient.Header("apns-id", id.ToString()), "/3/device/bb");

        LedgerStats stats = simulator.Stats.Answers;
        Assert.Equal((2, 1, 0), (stats.Accepted, stats.DuplicateIds, stats.DuplicateDeliveries));
        Assert.Equal(new AnswerCounts(2, 0), simulator.Ledger.FindId(id));
    }

    [Fact]
    public async Task SameTokenTopicAndPayload_AcceptedTwice_IsADuplicateDelivery()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        using PushClient client = new(simulator);

        await client.SendAsync(path: "/3/device/aa");
        await client.SendAsync(path: "/3/device/AA");
        await client.SendAsync(PushClient.Header("apns-topic", "com.example.other"), "/3/device/aa");
        await client.SendAsync(PushClient.Body(3), "/3/device/aa");

        LedgerStats stats = simulator.Stats.Answers;
        Assert.Equal((4, 0, 1), (stats.Accepted, stats.DuplicateIds, stats.DuplicateDeliveries));
        Assert.Equal(3, stats.RememberedDeliveries);
        Assert.Equal(new AnswerCounts(2, 0), simulator.Ledger.FindDelivery([0xaa], "com.example.app", Encoding.UTF8.GetBytes(Payload)));
    }

    [Fact]
    public async Task Retry_AfterARefusal_IsNoDuplicate()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        using PushClient client = new(simulator);
        Guid id = Guid.NewGuid();

        await client.SendAsync(PushClient.Header("apns-id", id.ToString()), "/3/device/0429");
        await client.SendAsync(PushClient.Header("apns-id", id.ToString()), "/3/device/0429");

        LedgerStats stats = simulator.Stats.Answers;
        Assert.Equal((1, 1, 0, 0), (stats.Accepted, stats.Rejected, stats.DuplicateIds, stats.DuplicateDeliveries));
        Assert.Equal(new AnswerCounts(1, 1), simulator.Ledger.FindId(id));
        Assert.Equal(1, stats.RejectedByReason["TooManyRequests"]);
    }

    [Fact]
    public async Task Ledger_ThatIsFull_SaysSo_AndStillCountsAnswers()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync(o => o with { LedgerCapacity = 2 });
        using PushClient client = new(simulator);

        foreach (string token in new[] { "aa", "bb", "cc" })
            await client.SendAsync(path: $"/3/device/{token}");

        LedgerStats stats = simulator.Stats.Answers;
        Assert.True(stats.IsFull);
        // The third push has no place: its id, its delivery and its token.
        Assert.Equal((3, 2, 3), (stats.Accepted, stats.RememberedDeliveries, stats.Unremembered));
    }
}
