using System.Text.Json;

namespace Push.Silo.Http.DeviceServices;

/// <summary>
/// Bodies that devices send. Unlike those of our own callers they may hold more than we know, and their content type is
/// not looked at.
/// </summary>
internal static class DeviceBody
{
    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web) { MaxDepth = 16 };

    /// <exception cref="BadHttpRequestException">It is not the JSON expected, or too large.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, Lenient, request.HttpContext.RequestAborted)
                ?? throw new BadHttpRequestException("The body is null.");
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("The body is not the JSON expected.", e);
        }
    }

    /// <summary>The body as it is; <see cref="PublicEndpoints.LargestBody"/> at most.</summary>
    public static async Task<byte[]> ReadBytesAsync(HttpRequest request)
    {
        var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, request.HttpContext.RequestAborted);
        return bytes.ToArray();
    }
}
