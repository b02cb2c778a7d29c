using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Push.Simulator.Control;

/// <summary>Refuses what is wrong in requests in one way, at all endpoints: 400, and each problem with its field and rule.</summary>
internal static class ControlInput
{
    public static async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            // Other endpoints answer what no route takes: 404 and 405.
            if (context.GetEndpoint() is RouteEndpoint endpoint)
                CheckQuery(context.Request.Query, endpoint.Metadata.GetOrderedMetadata<QueryParameter>());
            await next(context).ConfigureAwait(false);
        }
        catch (InputException wrong)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await ControlJson.WriteAsync(context, new { error = wrong.Message, problems = wrong.Problems }).ConfigureAwait(false);
        }
    }

    /// <summary>A parameter that nobody reads would be one that somebody counts on.</summary>
    private static void CheckQuery(IQueryCollection query, IReadOnlyList<QueryParameter> known)
    {
        InputProblems problems = new();
        foreach ((string name, StringValues values) in query)
        {
            if (known.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } parameter)
                problems.AddUnknown(name, known.Select(p => p.Name));
            else if (values is not [{ } value])
                problems.Add(name, "is given once");
            else
                problems.Unless(parameter.Fits(value), name, parameter.Rule);
        }

        problems.ThrowIfAny();
    }
}
