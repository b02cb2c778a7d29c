using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Push.Simulator.Connections;
using Push.Simulator.Requests;

namespace Push.Simulator.Channels;

/// <summary>
/// Makes, shows, lists and deletes channels: <c>/1/apps/{bundle}/channels</c> and <c>/1/apps/{bundle}/all-channels</c>. A channel's id
/// travels in the header <c>apns-channel-id</c>, never in the path.
/// </summary>
internal sealed class ChannelManagement(PushService service)
{
    private const int MaxBody = 4096;
    private const string LiveActivity = "LiveActivity";

    private static readonly TokenBytes NoToken = new();

    public async Task AnswerAsync(HttpContext context)
    {
        string id = context.Request.Headers["apns-request-id"] is [{ Length: > 0 } given, ..] ? given : Guid.NewGuid().ToString();
        context.Response.Headers["apns-request-id"] = id;
        byte[] body = await ReadBodyAsync(context.Request, context.RequestAborted).ConfigureAwait(false);
        Refusal? refusal = Judge(context, body, out object? document);
        if (refusal is not null)
        {
            context.Response.StatusCode = refusal.Status;
            document = new { reason = refusal.Reason };
        }

        if (document is null)
            return;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(JsonSerializer.Serialize(document), context.RequestAborted).ConfigureAwait(false);
    }

    private Refusal? Judge(HttpContext context, byte[] body, out object? document)
    {
        document = null;
        string[] path = context.Request.Path.Value!.Split('/');
        if (path is not ["", "1", "apps", { Length: > 0 } bundle, "channels" or "all-channels"])
            return Refusal.BadPath;
        bool all = path[^1] == "all-channels";
        string method = context.Request.Method;
        if (all ? method != "GET" : method is not ("GET" or "POST" or "DELETE"))
            return Refusal.MethodNotAllowed;
        if (CheckCredential(context, bundle) is { } refusal)
            return refusal;
        if (service.Faults.Active?.Refuse(NoToken, service.Time) is { Refusal: { } fault } refused)
        {
            if (refused.RetryAfter > 0)
                context.Response.Headers.RetryAfter = refused.RetryAfter.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return fault;
        }

        if (!HeaderChecks.IsTopic(Encoding.UTF8.GetBytes(bundle)))
            return Refusal.BadRequestParams;
        if (all)
        {
            document = new { channels = service.Channels.Read(bundle).Select(c => c.Id) };
            return null;
        }

        return method == "POST"
            ? Create(context.Response, bundle, body)
            : ReadOrDelete(context, bundle, method == "DELETE", out document);
    }

    private Refusal? CheckCredential(HttpContext context, string bundle)
    {
        IDictionary<object, object?> items = context.Features.Get<IConnectionItemsFeature>()!.Items;
        // The requests of a connection run side by side.
        lock (items)
        {
            if (!items.TryGetValue(typeof(IRequestCredential), out object? known))
                items[typeof(IRequestCredential)] = known = service.CreateCredential(context.Connection.ClientCertificate);
            IRequestCredential credential = (IRequestCredential)known!;
            RequestRecord record = new();
            if (context.Request.Headers.Authorization is [{ } authorization, ..])
                record.AddHeader("authorization"u8, Encoding.Latin1.GetBytes(authorization));
            return credential.Check(record)
                ?? (credential.CheckTopic(Encoding.UTF8.GetBytes(bundle)) is null ? null : Refusal.TopicMismatch);
        }
    }

    private Refusal? Create(HttpResponse response, string bundle, byte[] body)
    {
        if (ReadPolicy(body, out bool stores) is { } refusal)
            return refusal;
        if (service.Channels.Create(bundle, stores) is not { } id)
            return Refusal.CannotCreateChannelConfig;
        response.StatusCode = StatusCodes.Status201Created;
        response.Headers["apns-channel-id"] = id;
        return null;
    }

    private static Refusal? ReadPolicy(byte[] body, out bool stores)
    {
        stores = false;
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            JsonElement root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return Refusal.BadRequestPayload;
            if (!root.TryGetProperty("push-type", out JsonElement type))
                return Refusal.MissingPushType;
            if (type.ValueKind != JsonValueKind.String || !type.ValueEquals(LiveActivity))
                return Refusal.InvalidPushType;
            if (!root.TryGetProperty("message-storage-policy", out JsonElement policy)
                || policy.ValueKind != JsonValueKind.Number || !policy.TryGetInt32(out int number) || number is not (0 or 1))
                return Refusal.BadRequestPayload;
            stores = number == 1;
            return null;
        }
        catch (JsonException)
        {
            return Refusal.BadRequestPayload;
        }
    }

    private Refusal? ReadOrDelete(HttpContext context, string bundle, bool delete, out object? document)
    {
        document = null;
        if (context.Request.Headers["apns-channel-id"] is not [{ Length: > 0 } id, ..])
            return Refusal.MissingChannelId;
        if (!SimulatedChannels.IsId(Encoding.UTF8.GetBytes(id)))
            return Refusal.BadChannelId;
        if (delete)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return service.Channels.Delete(bundle, id) ? null : Refusal.ChannelNotRegistered;
        }

        if (service.Channels.Find(bundle, id) is not { } channel)
            return Refusal.ChannelNotRegistered;
        document = new Dictionary<string, object>
        {
            ["message-storage-policy"] = channel.StoresMessages ? 1 : 0,
            ["push-type"] = LiveActivity,
        };
        return null;
    }

    /// <summary>Reads the body; of one that is too long only as much as shows it.</summary>
    private static async Task<byte[]> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        byte[] body = new byte[MaxBody + 1];
        int length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken)
            .ConfigureAwait(false);
        return body[..length];
    }
}
