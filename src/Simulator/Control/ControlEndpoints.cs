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
        InputProblems problems = new();
        TokenBytes token = new();
        problems.Unless(
            token.TryDecode(Encoding.UTF8.GetBytes((string)context.Request.RouteValues["token"]!)), "token", TokenBytes.Form);
        JsonInput input = new("answer", ControlJson.Options, problems);
        JsonElement document = await input.ParseAsync(context.Request.Body, context.RequestAborted).ConfigureAwait(false);
        ScriptedAnswer answer = input.Read<ScriptedAnswer>(document, "");
        answer.Check(problems);
        problems.ThrowIfAny();
        if (service.Scripts.Set(token.Span, answer))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await ControlJson.RefuseAsync(context, StatusCodes.Status507InsufficientStorage, "Too many tokens are scripted.").ConfigureAwait(false);
    }
}
