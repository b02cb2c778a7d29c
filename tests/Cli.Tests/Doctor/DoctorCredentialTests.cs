using Push.Cli.CommandLine;
using Push.Cli.Processes;
using Push.Simulator;
using Push.Testing;

namespace Push.Cli.Doctor;

/// <summary>What <c>push doctor</c> says of the credential, beside proving it.</summary>
public sealed class DoctorCredentialTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Doctor_CertificateThatEndsSoon_ProvesItAndSaysSo()
    {
        var end = TimeProvider.System.GetUtcNow().AddDays(5);
        await using var apns = await StartAsync(new SimulatorOptions { ControlPort = null, Authentication = SimulatorAuthentication.Certificate });
        var file = _folder.Write("a.p12", _authority.ClientP12(
            new TestClientCertificate { Validity = new Validity(Validity.Current.From, end) }, null));
        var result = await DoctorAsync(apns, "--certificate", file);
        Assert.Equal((ExitCode.Finished, ""), (result.ExitCode, result.Error));
        Assert.Contains("App certificate for com.example.app, com.example.app.voip; the certificate expires in 4 days", result.Output, StringComparison.Ordinal);
        Assert.Contains("the credential is good", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_CertificateForAnotherTopic_SaysWhichItCovers()
    {
        await using var apns = await StartAsync(new SimulatorOptions { ControlPort = null, Authentication = SimulatorAuthentication.Certificate });
        var file = _folder.Write("a.p12", _authority.ClientP12(new TestClientCertificate(), null));
        var result = await DoctorAsync(apns, "--certificate", file, "--topic", "com.example.other");
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.Contains("push: --topic: com.example.other is none of the certificate's: com.example.app, com.example.app.voip", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_KeyThatAppleDoesntKnow_SpeaksOfKeyAndClock()
    {
        await using var apns = await StartAsync(new SimulatorOptions { ControlPort = null, ProviderKey = TestKeys.PublicPem(TestKeys.NewP8()) });
        var result = await DoctorAsync(apns, "--key", TestKeys.WriteP8(_folder), "--team-id", TestKeys.TeamId, "--topic", "com.example.app");
        Assert.Equal(ExitCode.Unreachable, result.ExitCode);
        Assert.Contains("InvalidProviderToken", result.Output, StringComparison.Ordinal);
        Assert.Contains("don't belong together", result.Output, StringComparison.Ordinal);
    }

    private async Task<ApnsSimulator> StartAsync(SimulatorOptions options)
    {
        var apns = await ApnsSimulator.StartAsync(options, TestContext.Current.CancellationToken);
        _folder.Write("root.pem", apns.CertificatePem);
        return apns;
    }

    private Task<PushResult> DoctorAsync(ApnsSimulator apns, params string[] credential) => PushProcess.RunAsync(
        _folder.Path,
        ["doctor", "--environment", "simulator", "--port", $"{apns.Port}", "--root-certificate", "root.pem", .. credential]);
}
