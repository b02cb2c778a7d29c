using Push.Grains.DeviceLogs;

namespace Push.Silo.Http.DeviceServices;

/// <summary>Takes what devices report.</summary>
internal static class LogEndpoint
{
    private const int MaxLines = 50;

    public static async Task<IResult> AddAsync(HttpRequest request, IGrainFactory grains, string log)
    {
        var report = await DeviceBody.ReadAsync<LogReport>(request);
        await grains.GetGrain<IDeviceLogGrain>(log).Add([.. (report.Logs ?? []).OfType<string>().Take(MaxLines)]);
        return TypedResults.Ok();
    }

    private sealed record LogReport(string?[]? Logs);
}
