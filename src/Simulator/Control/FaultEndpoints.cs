using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Push.Simulator.Connections;
using Push.Simulator.Faults;

namespace Push.Simulator.Control;

/// <summary>What goes wrong, told and asked over the control port.</summary>
internal static class FaultEndpoints
{
    public static void Map(WebApplication app, FaultControl faults, SimulatorListener listener)
    {
        app.MapGet("/faults", (HttpContext context) => ControlJson.WriteAsync(
            context, new { faults = FaultJson.Write(faults.Current), counts = faults.Counts }));
        app.MapPut("/faults", (HttpContext context) => SetAsync(context, faults));
        app.MapDelete("/faults", (HttpContext context) =>
        {
            faults.Clear();
            return ControlJson.DoneAsync(context);
        });
        app.MapPost("/goaway", (HttpContext context) =>
        {
            IQueryCollection query = context.Request.Query;
            listener.GoAway(query["reason"], query["abrupt"] == "true");
            return ControlJson.DoneAsync(context);
        }).WithMetadata(
            new QueryParameter("reason", "is at most 100 characters", value => value.Length <= 100),
            QueryParameter.OneOf("abrupt", "true", "false"));
        app.MapPost("/drop", (HttpContext context) =>
        {
            listener.Drop();
            return ControlJson.DoneAsync(context);
        });
    }

    private static async Task SetAsync(HttpContext context, FaultControl faults)
    {
        faults.Play(await FaultJson.ReadAsync(context.Request.Body, context.RequestAborted).ConfigureAwait(false));
        await ControlJson.DoneAsync(context).ConfigureAwait(false);
    }
}
