namespace Push.Silo.Http.DeviceServices;

/// <summary>The header <c>Authorization</c> with a scheme of Apple's own.</summary>
internal static class AuthorizationHeader
{
    private const int LongestToken = 1024;

    /// <summary>What follows the scheme; empty when the header is missing, or is another: no token is.</summary>
    public static string Token(HttpRequest request, string scheme)
    {
        var header = request.Headers.Authorization;
        return header.Count == 1 && header[0] is { } value && value.Length > scheme.Length && value[scheme.Length] == ' '
            && value.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && value.Length - scheme.Length <= LongestToken
            ? value[(scheme.Length + 1)..].Trim()
            : "";
    }
}
