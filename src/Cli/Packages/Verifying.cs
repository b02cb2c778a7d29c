using Push.Apns.Packages;
using Push.Cli.CommandLine;
using Push.Cli.Credentials;

namespace Push.Cli.Packages;

/// <summary>Verifies a package and says what is wrong with it.</summary>
internal static class Verifying
{
    public static async Task<int> RunAsync(
        CommandContext context, VerifyOptions options, Func<PackageKind, bool> isWanted, string wanted)
    {
        var path = context.Get(options.File)!;
        if (!File.Exists(path)) throw CommandException.BadInput("FILE", $"no file {path}");
        var verification = new PackageVerification { Time = context.Time };
        if (context.Get(options.Root) is { } root)
        {
            verification = verification with { Roots = CredentialInput.Check(options.Root.Name, () => CertificateFile.Read(root)) };
        }

        try
        {
            var report = await PackageVerifier.VerifyFileAsync(path, verification, context.Cancelled);
            var other = report.Kind is { } kind && !isWanted(kind);
            PackageView.Show(context.Terminal, PackageResult.Verified(path, report, other ? wanted : null));
            return report.IsValid && !other ? ExitCode.Finished : ExitCode.Incomplete;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.BadInput("FILE", $"can't read {path}: {e.Message}");
        }
    }
}
