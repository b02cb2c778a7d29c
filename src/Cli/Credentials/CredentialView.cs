using System.Globalization;
using Push.Cli.Output;
using Spectre.Console;

namespace Push.Cli.Credentials;

/// <summary>Draws the result of <c>push credential</c>.</summary>
internal static class CredentialView
{
    public static void Draw(IAnsiConsole console, CredentialResult result)
    {
        var fields = new Fields()
            .Add("file", result.File)
            .Add("kind", result.Use is { } use ? $"certificate ({use})" : "provider key", result.Good ? Color.Green : Color.Red)
            .Add("topics", Topics(result))
            .Add("environments", Environments(result))
            .Add("team", result.TeamId ?? (result.Use is null ? "not in the file" : null))
            .Add("key id", result.KeyId)
            .Add("algorithm", result.Algorithm)
            .Add("issuer", result.Issuer)
            .Add("serial number", result.SerialNumber)
            .Add("valid from", Day(result.ValidFrom))
            .Add("expires", result.ExpiresAt is null ? "never" : $"{Day(result.ExpiresAt)}, in {result.DaysLeft} days")
            .Add("chain", result.Chain is { } chain ? $"{chain} more in the file" : null);
        foreach (var remark in result.Remarks) fields.Add("remark", remark, Color.Yellow);
        fields.Draw(console);
    }

    private static string Topics(CredentialResult result) => result.Topics switch
    {
        null => "all apps of its team that the key was given at developer.apple.com",
        [] => "none named",
        var topics => string.Join(", ", topics),
    };

    private static string Environments(CredentialResult result) => result.Environments switch
    {
        null => "those that the key was given at developer.apple.com",
        [] => "none named",
        var environments => string.Join(", ", environments),
    };

    private static string? Day(DateTimeOffset? time) => time?.ToString("u", CultureInfo.InvariantCulture);
}
