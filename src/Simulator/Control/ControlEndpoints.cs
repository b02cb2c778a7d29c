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
    public static void Map(WebApplication app, PushService service)
    {
        app.MapGet("/health", (HttpContext context) => ControlJson.WriteAsync(context, new { status = "ok" }));
        app.MapGet("/stats", (HttpContext context) => ControlJson.WriteAsync(context, StatsDocument.Of(service.ReadStats())));
        app.MapGet("/notifications", (HttpContext context) => NotificationsAsync(context, service))
            .WithMetadata(QueryParameter.Token, QueryParameter.Id);
        app.MapGet("/channels/{app}", (HttpContext context) => ControlJson.WriteAsync(
            context, service.Channels.Read((string)context.Request.RouteValues["app"]!)));
        app.MapPost("/reset", (HttpContext context) =>
        {
            service.Clear();
            return ControlJson.DoneAsync(context);
        });
        app.MapPut("/tokens/{token}", (HttpContext context) => ScriptAsync(context, service));
    }

    /// <summary>The last notifications, oldest first, those with the asked token and apns-id only.</summary>
    private static Task NotificationsAsync(HttpContext context, PushService service)
    {
        IQueryCollection query = context.Request.Query;
        IEnumerable<ReceivedNotification> found = service.Notifications.Read();
        if ((string?)query["token"] is { } token)
            found = found.Where(n => n.Token.Equals(token, StringComparison.OrdinalIgnoreCase));
        if ((string?)query["apns-id"] is { } id)
            found = found.Where(n => n.Id == Guid.Parse(id));
        return ControlJson.WriteAsync(context, found.Select(NotificationDocument.Of));
    }

    private static async Task ScriptAsync(HttpContext context, PushService service)
    {
        TokenBytes token = new();
        if (!token.TryDecode(Encoding.UTF8.GetBytes((string)context.Request.RouteValues["token"]!)))
        {
            await ControlJson.RefuseAsync(context, StatusCodes.Status400BadRequest, "The token is no hexadecimal token.").ConfigureAwait(false);
            return;
        }

        try
        {
            ScriptedAnswer? answer = await JsonSerializer
                .DeserializeAsync<ScriptedAnswer>(context.Request.Body, ControlJson.Options, context.RequestAborted).ConfigureAwait(false);
            if (answer is null)
                throw new ArgumentException("The body is null.");
            answer.Validate();
            if (service.Scripts.Set(token.Span, answer))
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            else
                await ControlJson.RefuseAsync(context, StatusCodes.Status507InsufficientStorage, "Too many tokens are scripted.").ConfigureAwait(false);
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            await ControlJson.RefuseAsync(context, StatusCodes.Status400BadRequest, wrong.Message).ConfigureAwait(false);
        }
    }
}
