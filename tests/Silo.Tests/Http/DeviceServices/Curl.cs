using System.Globalization;
using Push.Testing;

namespace Push.Silo.Http.DeviceServices;

/// <summary>Requests by curl, which nobody here wrote.</summary>
internal static class Curl
{
    /// <summary>The status of a request.</summary>
    public static async Task<int> StatusAsync(string method, string url, params string[] options) =>
        (await AskAsync(method, url, options)).Status;

    /// <summary>Status and body.</summary>
    public static async Task<(int Status, string Body)> AskAsync(string method, string url, params string[] options)
    {
        var output = await ExternalTool.RunAsync("curl",
            ["--silent", "--path-as-is", "--request", method, "--write-out", "\n%{http_code}", .. options, url],
            cancellationToken: TestContext.Current.CancellationToken);
        var end = output.LastIndexOf('\n');
        return (int.Parse(output.AsSpan(end + 1), CultureInfo.InvariantCulture), output[..end]);
    }

    public static string[] ApplePass(string token) => ["--header", $"Authorization: ApplePass {token}"];

    public static string[] Data(string body) => ["--data-binary", body];
}
