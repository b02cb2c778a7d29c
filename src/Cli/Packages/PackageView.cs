using Push.Cli.Output;
using Spectre.Console;

namespace Push.Cli.Packages;

/// <summary>Shows a package's result to people.</summary>
internal static class PackageView
{
    public static void Show(Terminal terminal, PackageResult result) =>
        terminal.Result(result, ResultJson.Readable.PackageResult, console => Draw(console, result));

    private static void Draw(IAnsiConsole console, PackageResult result)
    {
        new Fields()
            .Add(result.Valid ? "valid" : "not valid", result.File, result.Valid ? Color.Green : Color.Red)
            .Add("kind", KindOf(result.Kind))
            .Add("signer", result.Signer)
            .Add("team", result.TeamId)
            .Add("signed", result.SignedAt?.ToString("u"))
            .Add("certificate", result.CertificateExpiresAt is { } end ? $"until {end:u}" : null)
            .Draw(console);
        foreach (var error in result.Errors) Line(console, "error", Color.Red, error);
        foreach (var warning in result.Warnings) Line(console, "warning", Color.Yellow, warning);
        foreach (var pass in result.Passes ?? [])
        {
            console.WriteLine();
            Draw(console, pass);
        }
    }

    private static void Line(IAnsiConsole console, string kind, Color color, FindingResult finding)
    {
        console.Write(new Text($"{kind}: ", new Style(color)));
        console.WriteLine(finding.ToString());
    }

    private static string? KindOf(string? kind) => kind switch
    {
        "pass" => "Wallet pass",
        "passBundle" => "bundle of Wallet passes",
        "website" => "Safari website push package",
        _ => null,
    };
}
