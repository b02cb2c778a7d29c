using System.Text;
using Push.Apns.Connections;

namespace Push.Apns.Tests.Connections;

/// <summary>Templates are filled while requests are written: each recipient gets its own payload, whole and measured.</summary>
public sealed class TemplateSendTests
{
    private static readonly NotificationContent Greeting = Template("""{"aps":{"alert":"Hi {{name|friend}}"}}""");

    [Fact]
    public async Task Batch_Template_IsFilledForEachRecipient()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(WithValues);
        await using (peer)
        await using (connection)
        {
            var (sending, results) = Send(connection, Greeting, "Ann", "", "Zoë \"Z\"", null);
            var requests = await peer.RequestsAsync(4);
            foreach (var request in requests) await peer.SendAsync(Answer(request.Stream));
            await sending;

            Assert.Equal(
                ["Hi Ann", "Hi ", "Hi Zoë \\\"Z\\\"", "Hi friend"],
                requests.Select(request => Encoding.UTF8.GetString(request.Body)["""{"aps":{"alert":.""".Length..^3]));
            Assert.All(requests, request => Assert.Equal("com.example.app", request["apns-topic"]));
            Assert.All(results, result => Assert.Equal(AttemptOutcome.Accepted, result.Outcome));
        }
    }

    [Fact]
    public async Task Batch_TemplateThatIsTooLargeWhenFilled_LeavesThatRecipientOut()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(WithValues);
        await using (peer)
        await using (connection)
        {
            var most = 4096 - """{"aps":{"alert":"Hi "}}""".Length;
            var (sending, results) = Send(connection, Greeting, new string('x', most + 1), new string('x', most), new string('"', most), "Ann");
            var requests = await peer.RequestsAsync(2);
            foreach (var request in requests) await peer.SendAsync(Answer(request.Stream));
            await sending;

            Assert.Equal(4096, requests[0].Body.Length);
            Assert.Equal(
                [AttemptCause.PayloadTooLarge, AttemptCause.None, AttemptCause.PayloadTooLarge, AttemptCause.None],
                results.Select(result => result.Cause));
            Assert.Equal(AttemptOutcome.NotSent, results[0].Outcome);
        }
    }

    [Fact]
    public async Task Batch_NoValueAndNoDefault_LeavesThatRecipientOut()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(WithValues);
        await using (peer)
        await using (connection)
        {
            var (sending, results) = Send(connection, Template("""{"aps":{"alert":"Hi {{name}}"}}"""), null, "Ann", null);
            await peer.SendAsync(Answer((await peer.RequestAsync()).Stream));
            await sending;

            Assert.Equal(
                [AttemptCause.MissingValue, AttemptCause.None, AttemptCause.MissingValue], results.Select(result => result.Cause));
        }
    }

    [Fact]
    public async Task Batch_FilledPayloadLargerThanTheWindow_WaitsForIt()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(WithValues, settings: "00040000002d"); // 45 bytes for a stream
        await using (peer)
        await using (connection)
        {
            var text = new string('x', 60);
            var (sending, results) = Send(connection, Greeting, "Ann", text);
            await peer.SendAsync(Answer((await peer.RequestAsync()).Stream));
            Assert.Empty(await peer.SeenAsync(PeerFrame.Headers));
            await peer.SendAsync(Wire.Settings("000400001000"));
            var request = await peer.RequestAsync();
            await peer.SendAsync(Answer(request.Stream));
            await sending;

            Assert.Contains(text, Encoding.UTF8.GetString(request.Body));
            Assert.All(results, result => Assert.Equal(AttemptOutcome.Accepted, result.Outcome));
        }
    }

    [Fact]
    public async Task Single_Template_IsFilledOfTheNotificationsValues()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(WithValues);
        await using (peer)
        await using (connection)
        {
            var send = connection.SendAsync(
                TestOptions.To(1, Greeting) with { Values = "Ann"u8.ToArray() }, TestContext.Current.CancellationToken);
            var request = await peer.RequestAsync();
            await peer.SendAsync(Answer(request.Stream));

            Assert.Equal("""{"aps":{"alert":"Hi Ann"}}""", Encoding.UTF8.GetString(request.Body));
            Assert.Equal(AttemptOutcome.Accepted, (await send).Outcome);
        }
    }

    internal static NotificationContent Template(string json) =>
        new(PayloadTemplate.Parse(Encoding.UTF8.GetBytes(json))) { Topic = "com.example.app", PushType = PushType.Alert, Priority = 10 };

    private static ApnsConnectionOptions WithValues(ApnsConnectionOptions options) => options with { TemplateValues = new OneText() };

    private static (Task Sending, AttemptResult[] Results) Send(ApnsConnection connection, NotificationContent content, params string?[] names)
    {
        var recipients = names.Select(name => TestOptions.Recipients(1)[0] with
        {
            // What is empty has no value; a mark tells an empty text from it.
            Values = name is null ? default : Encoding.UTF8.GetBytes(name.Length == 0 ? OneText.Nothing : name),
        }).ToArray();
        var results = new AttemptResult[names.Length];
        var sending = connection.SendBatchAsync(content, recipients, results, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return (sending.AsTask().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken), results);
    }

    private static byte[] Answer(int stream) => Wire.Headers((uint)stream, Wire.EndHeaders | Wire.EndStream, Block.Ok);
}

/// <summary>Values that are nothing but the text of every placeholder.</summary>
internal sealed class OneText : ITemplateValues
{
    public const string Nothing = "\0";

    public TemplateValue Find(ReadOnlySpan<byte> packed, ReadOnlySpan<byte> name, Span<byte> scratch) =>
        packed.IsEmpty ? default : TemplateValue.Text(packed is [0] ? default : packed);
}
