using Push.Apns.Packages;

namespace Push.Silo.Http.DeviceServices;

/// <summary>
/// A signed package as an answer, written as it is made. Should that fail after its first byte, the connection is reset: no
/// device takes half of it for the whole.
/// </summary>
internal sealed partial class PackageResult(SignedPackage package, DateTimeOffset? lastModified = null) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = package.MediaType;
        if (lastModified is { } time) response.Headers.LastModified = time.ToString("R");
        try
        {
            await package.WriteAsync(response.BodyWriter, httpContext.RequestAborted);
        }
        catch (Exception e) when (response.HasStarted)
        {
            if (!httpContext.RequestAborted.IsCancellationRequested)
                LogBrokenOff(httpContext.RequestServices.GetRequiredService<ILogger<PackageResult>>(), e);
            httpContext.Abort();
        }
    }

    [LoggerMessage(1, LogLevel.Error, "A package broke off while it was sent; its connection is reset.")]
    private static partial void LogBrokenOff(ILogger logger, Exception exception);
}
