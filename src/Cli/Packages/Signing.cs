using Push.Apns;
using Push.Apns.Packages;
using Push.Cli.CommandLine;
using Push.Cli.Credentials;

namespace Push.Cli.Packages;

/// <summary>Checks, signs and writes packages, and says what was wrong with them.</summary>
internal static class Signing
{
    /// <summary>Takes the files of a folder.</summary>
    /// <exception cref="CommandException">There is no such folder, or it can't be read.</exception>
    public static Package Open(string field, string folder, Func<string, Package> open)
    {
        if (!Directory.Exists(folder)) throw CommandException.BadInput(field, $"no folder {folder}");
        try
        {
            return open(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.BadInput(field, $"can't read {folder}: {e.Message}");
        }
    }

    /// <summary>Signs; several passes become a bundle.</summary>
    public static async Task<int> RunAsync(CommandContext context, SignOptions options, IReadOnlyList<Package> packages)
    {
        if (packages.Count > PassBundle.MostPasses)
            throw CommandException.BadInput("DIR", $"a bundle has at most {PassBundle.MostPasses} passes, not {packages.Count}");
        using var signer = Load(context, options);
        var path = context.Get(options.Out)!;
        try
        {
            var signed = new List<SignedPackage>();
            foreach (var package in packages) signed.Add(await package.SignAsync(signer, context.Cancelled));
            PackageArchive archive = signed is [var only] ? only : new PassBundle(signed);
            await archive.WriteFileAsync(path, context.Cancelled);
            var warnings = signed.SelectMany(package => package.Warnings).ToArray();
            PackageView.Show(context.Terminal, PackageResult.Signed(path, archive, signed, signer.Identity, warnings));
            return ExitCode.Finished;
        }
        catch (PackageException e)
        {
            PackageView.Show(context.Terminal, PackageResult.Refused(path, e.Findings));
            return ExitCode.Incomplete;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.BadInput("DIR or --out", e.Message);
        }
    }

    private static PackageSigner Load(CommandContext context, SignOptions options)
    {
        var password = context.Get(options.PasswordFile) is { } file
            ? CredentialInput.Check(options.PasswordFile.Name, () => ClientCertificateFile.ReadPassword(file))
            : null;
        PackageSigner Read(string? intermediate) => PackageSigner.FromFile(
            context.Get(options.Certificate)!, password, intermediate, context.Time, context.Get(options.CertificateKey));
        var alone = CredentialInput.Check(options.Certificate.Name, () => Read(null));
        if (context.Get(options.Intermediate) is not { } intermediate) return alone;
        alone.Dispose();
        return CredentialInput.Check(options.Intermediate.Name, () => Read(intermediate));
    }
}
