using System.CommandLine;
using Push.Apns.Packages;
using Push.Cli.CommandLine;

namespace Push.Cli.Packages;

/// <summary><c>push pass</c>: signs and verifies Wallet passes.</summary>
internal static class PassCommand
{
    public static Command Create()
    {
        var command = new Command("pass", "Sign and verify Wallet passes.") { Sign(), Verify() };
        HelpWithExamples.Add(
            command,
            "push pass sign Coffee.pass --certificate pass.p12 --password-file password --intermediate AppleWWDRCAG4.cer --out coffee.pkpass",
            "push pass verify coffee.pkpass --root AppleIncRootCertificate.cer");
        return command;
    }

    private static Command Sign()
    {
        var folders = new Argument<string[]>("DIR")
        {
            Description = "Folder with pass.json, icon.png and the rest. With several, up to 10, --out becomes a bundle (.pkpasses).",
            Arity = ArgumentArity.OneOrMore,
        };
        var options = new SignOptions("Apple's intermediate that issued the certificate (DER or PEM); needed, unless the certificate's file has it.");
        var command = new Command("sign", "Check the files of a pass, sign them and write the .pkpass.") { folders };
        options.AddTo(command);
        return command.Runs(context => Signing.RunAsync(
            context, options, [.. context.Get(folders)!.Select(folder => Signing.Open("DIR", folder, WalletPass.FromFolder))]));
    }

    private static Command Verify()
    {
        var options = new VerifyOptions("A signed pass (.pkpass) or bundle of passes (.pkpasses).");
        var command = new Command("verify", "Check a signed pass: hashes, signature, chain, identifiers, pass.json, images.");
        options.AddTo(command);
        return command.Runs(context => Verifying.RunAsync(
            context, options, kind => kind is PackageKind.Pass or PackageKind.PassBundle, "a pass or bundle of passes"));
    }
}
