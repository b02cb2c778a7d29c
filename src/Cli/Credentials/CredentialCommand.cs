using System.CommandLine;
using Push.Apns;
using Push.Cli.CommandLine;
using Push.Cli.Output;

namespace Push.Cli.Credentials;

/// <summary><c>push credential</c>: what a key or certificate is good for. It never prints what is secret of it.</summary>
internal static class CredentialCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "a key (.p8) or certificate (.p12 or PEM)" };

    private static readonly Option<string?> PasswordFile = new("--password-file")
    {
        Description = "File whose first line is the password of the certificate or its key.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> CertificateKey = new("--certificate-key")
    {
        Description = "Private key of a certificate (PEM), if it isn't in the same file.",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new Command("credential", "Show what a key or certificate is good for: kind, topics, environments, team, end.")
        {
            File, PasswordFile, CertificateKey,
        };
        HelpWithExamples.Add(
            command,
            "push credential AuthKey_ABC123DEFG.p8",
            "push credential shop.p12 --password-file shop.password --json");
        return command.Runs(context => Task.FromResult(Run(context)));
    }

    private static int Run(CommandContext context)
    {
        var result = Read(context);
        context.Terminal.Result(result, ResultJson.Readable.CredentialResult, console => CredentialView.Draw(console, result));
        return result.Good ? ExitCode.Finished : ExitCode.Incomplete;
    }

    private static CredentialResult Read(CommandContext context)
    {
        var password = context.Get(PasswordFile) is { } file
            ? CredentialInput.Check(PasswordFile.Name, () => ClientCertificateFile.ReadPassword(file))
            : null;
        return CredentialInput.Check(
            "FILE", () => CredentialReader.Read(context.Get(File)!, password, context.Get(CertificateKey), context.Time.GetUtcNow()));
    }
}
