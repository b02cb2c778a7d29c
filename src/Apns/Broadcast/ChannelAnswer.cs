using System.Net;
using System.Text.Json;

namespace Push.Apns;

/// <summary>Reads the answers to requests about channels.</summary>
internal static class ChannelAnswer
{
    public static async Task<ChannelReply> ReadAsync(
        HttpResponseMessage response, HttpStatusCode done, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var reply = new ChannelReply(AttemptOutcome.Accepted)
        {
            Status = (int)response.StatusCode,
            RequestId = Header(response, "apns-request-id"),
            ChannelId = Header(response, "apns-channel-id"),
        };
        if (response.StatusCode == done) return ReadBody(reply, body);
        return reply with
        {
            Outcome = AttemptOutcome.Rejected,
            Reason = ErrorBody.Parse(reply.Status, body).Reason,
            RetryAfter = response.Headers.RetryAfter switch
            {
                { Delta: { } delay } => delay,
                { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
                _ => null,
            },
        };
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private static ChannelReply ReadBody(ChannelReply reply, byte[] body)
    {
        if (body.Length == 0) return reply;
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            return reply with { Storage = Storage(root), ChannelIds = Channels(root) };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return reply with { Outcome = AttemptOutcome.Unknown, Cause = AttemptCause.MalformedAnswer };
        }
    }

    private static ChannelStorage? Storage(JsonElement root) =>
        root.TryGetProperty("message-storage-policy", out var policy) && policy.TryGetInt32(out var number)
            ? (ChannelStorage)number
            : null;

    private static string[]? Channels(JsonElement root) => root.TryGetProperty("channels", out var channels)
        ? [.. channels.EnumerateArray().Where(id => id.ValueKind == JsonValueKind.String).Select(id => id.GetString()!)]
        : null;
}
