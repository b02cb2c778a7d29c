using Push.Apns.Connections;

namespace Push.Apns.Tests.Connections;

/// <summary>Sends of the tests, ended with the test.</summary>
internal static class Sends
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    public static Task<AttemptResult> Send(this ApnsConnection connection, byte device = 1, NotificationContent? content = null) =>
        connection.SendAsync(TestOptions.To(device, content), Test).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Test);

    public static (Task Task, AttemptResult[] Results) SendBatch(
        this ApnsConnection connection, int count, NotificationContent? content = null, TimeSpan? writeWithin = null, CancellationToken? cancel = null)
    {
        var results = new AttemptResult[count];
        var batch = connection.SendBatchAsync(
            content ?? TestOptions.Content, TestOptions.Recipients(count), results, writeWithin ?? TimeSpan.FromSeconds(30), cancel ?? Test);
        return (batch.AsTask().WaitAsync(TimeSpan.FromSeconds(60), Test), results);
    }

    /// <summary>Outcome and cause in one word, for comparing many.</summary>
    public static string Text(this AttemptResult result) => result.ToString();
}
