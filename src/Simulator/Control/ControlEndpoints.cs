using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Push.Simulator.Connections;
using Push.Simulator.Notifications;
using Push.Simulator.Requests;
using Push.Simulator.Scripts;

namespace Push.Simulator.Control;

/// <summary>What can be asked of a running simulator and told to it.</summary>
internal static class ControlEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    public static void Map(WebApplication app, PushService service)
    {
        app.MapGet("/health", (HttpContext context) => WriteAsync(context, new { status = "ok" }));
        app.MapGet("/stats", (HttpContext context) => WriteAsync(context, StatsDocument.Of(service.ReadStats())));
        app.MapGet("/notifications", (HttpContext context) => NotificationsAsync(context, service));
        app.MapPost("/reset", (HttpContext context) =>
        {
            service.Clear();
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        app.MapPut("/tokens/{token}", (HttpContext context) => ScriptAsync(context, service));
    }

    /// <summary>The last notifications, oldest first, those with the asked token and apns-id only.</summary>
    private static Task NotificationsAsync(HttpContext context, PushService service)
    {
        IQueryCollection query = context.Request.Query;
        IEnumerable<ReceivedNotification> found = service.Notifications.Read();
        if (query["token"] is [{ Length: > 0 } token, ..])
            found = found.Where(n => n.Token.Equals(token, StringComparison.OrdinalIgnoreCase));
        if (query["apns-id"] is [{ Length: > 0 } text, ..])
        {
            if (!HeaderChecks.TryReadId(Encoding.UTF8.GetBytes(text), out Guid id))
                return RefuseAsync(context, StatusCodes.Status400BadRequest, "apns-id is no UUID.");
            found = found.Where(n => n.Id == id);
        }

        return WriteAsync(context, found.Select(NotificationDocument.Of));
    }

    private static async Task ScriptAsync(HttpContext context, PushService service)
    {
        TokenBytes token = new();
        if (!token.TryDecode(Encoding.UTF8.GetBytes((string)context.Request.RouteValues["token"]!)))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "The token is no hexadecimal token.").ConfigureAwait(false);
            return;
        }

        try
        {
            ScriptedAnswer? answer = await JsonSerializer
                .DeserializeAsync<ScriptedAnswer>(context.Request.Body, Json, context.RequestAborted).ConfigureAwait(false);
            if (answer is null)
                throw new ArgumentException("The body is null.");
            answer.Validate();
            if (service.Scripts.Set(token.Span, answer))
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            else
                await RefuseAsync(context, StatusCodes.Status507InsufficientStorage, "Too many tokens are scripted.").ConfigureAwait(false);
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, wrong.Message).ConfigureAwait(false);
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string error)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, new { error });
    }

    private static Task WriteAsync<T>(HttpContext context, T document)
    {
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(context.Response.Body, document, Json, context.RequestAborted);
    }
}
