using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Push.Silo.Health;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>, and <c>/health</c>, too: it can be given work.
/// </summary>
internal static class HealthEndpoints
{
    public static void MapSiloHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(SiloHealth.Ready) });
        routes.MapHealthChecks("/health");
    }
}
