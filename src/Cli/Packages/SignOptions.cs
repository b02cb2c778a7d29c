using System.CommandLine;

namespace Push.Cli.Packages;

/// <summary>The options of the commands that sign.</summary>
internal sealed class SignOptions(string intermediate)
{
    public readonly Option<string> Certificate = new("--certificate")
    {
        Description = "Certificate with its private key (.p12 or PEM).",
        HelpName = "FILE",
        Required = true,
    };

    public readonly Option<string?> CertificateKey = new("--certificate-key")
    {
        Description = "Private key of --certificate (PEM), if it stands in a file of its own.",
        HelpName = "FILE",
    };

    public readonly Option<string?> PasswordFile = new("--password-file")
    {
        Description = "File whose first line is the password of --certificate.",
        HelpName = "FILE",
    };

    public readonly Option<string?> Intermediate = new("--intermediate")
    {
        Description = intermediate,
        HelpName = "FILE",
    };

    public readonly Option<string> Out = new("--out")
    {
        Description = "File to write; it is replaced only when the package is complete.",
        HelpName = "FILE",
        Required = true,
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Certificate, CertificateKey, PasswordFile, Intermediate, Out }) command.Add(option);
    }
}
