using System.CommandLine;
using Push.Apns.Packages;
using Push.Cli.CommandLine;

namespace Push.Cli.Packages;

/// <summary><c>push package</c>: signs and verifies website push packages.</summary>
internal static class PackageCommand
{
    public static Command Create()
    {
        var command = new Command("package", "Sign and verify Safari website push packages.") { Website(), Verify() };
        HelpWithExamples.Add(
            command,
            "push package website Shop.pushpackage --certificate website.p12 --intermediate AppleWWDRCAG4.cer --out shop.zip",
            "push package verify shop.zip --root AppleIncRootCertificate.cer");
        return command;
    }

    private static Command Website()
    {
        var folder = new Argument<string>("DIR") { Description = "Folder with website.json and icon.iconset." };
        var version = new Option<int>("--manifest-version")
        {
            Description = "2: SHA-512, as Safari asks for at /v2; 1: SHA-1, as it asks for at /v1.",
            HelpName = "1|2",
            DefaultValueFactory = _ => (int)WebsiteManifestVersion.Sha512,
        };
        version.AcceptOnlyFromAmong("1", "2");
        var options = new SignOptions("Apple's intermediate that issued the certificate (DER or PEM).");
        var command = new Command("website", "Check the files of a website push package, sign them and write the zip.") { folder };
        options.AddTo(command);
        command.Add(version);
        return command.Runs(context => Signing.RunAsync(context, options, [Signing.Open("DIR", context.Get(folder)!,
            path => WebsitePushPackage.FromFolder(path, (WebsiteManifestVersion)context.Get(version)))]));
    }

    private static Command Verify()
    {
        var options = new VerifyOptions("A signed website push package (zip).");
        var command = new Command("verify", "Check a website push package: hashes, signature, chain, identifiers, website.json, icons.");
        options.AddTo(command);
        return command.Runs(context => Verifying.RunAsync(
            context, options, kind => kind == PackageKind.Website, "a website push package"));
    }
}
