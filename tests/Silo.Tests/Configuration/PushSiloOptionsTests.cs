using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Push.Apns;
using Push.Testing;

namespace Push.Silo.Configuration;

public sealed class PushSiloOptionsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Read_EverySetting_IsTakenOver()
    {
        var root = _folder.Write("root.pem", _authority.Root.ExportCertificatePem());
        var options = Read(("Push:Data", "elsewhere"), ("Push:Proxy", "http://proxy:8080"), ("Push:DevicesPerSegment", "100"),
            ("Push:Cluster:ClusterId", "blue"), ("Push:Cluster:ServiceId", "shop"), ("Push:Cluster:SiloPort", "0"),
            ("Push:Cluster:GatewayPort", "40000"), ("Push:Apps:shop:Topic", "com.example.app"),
            ("Push:Apps:shop:Environment", "simulator"), ("Push:Apps:shop:Connections", "4"),
            ("Push:Apps:shop:KeyFile", TestKeys.WriteP8(_folder)), ("Push:Apps:shop:KeyId", "KEY1234567"),
            ("Push:Apps:shop:TeamId", TestKeys.TeamId), ("Push:Apps:shop:Host", "push.test"),
            ("Push:Apps:shop:Port", "2197"), ("Push:Apps:shop:RootCertificateFile", root));
        var app = Assert.Single(options.Push.Apps);
        Assert.Equal(100, options.Push.DevicesPerSegment);
        Assert.Equal(("elsewhere", "http://proxy:8080", "blue", "shop", 0, 40000), (options.Data, options.Push.Proxy,
            options.Cluster.ClusterId, options.Cluster.ServiceId, options.Cluster.SiloPort, options.Cluster.GatewayPort));
        Assert.Equal(("shop", "com.example.app", ApnsEnvironment.Simulator, 4, "KEY1234567", TestKeys.TeamId, "push.test", 2197, root),
            (app.Key, app.Value.Topic, app.Value.Environment, app.Value.Connections, app.Value.KeyId, app.Value.TeamId,
                app.Value.Host, app.Value.Port, app.Value.RootCertificateFile));
    }

    [Fact]
    public void Read_EnvironmentVariables_GiveTheSameKeys()
    {
        Environment.SetEnvironmentVariable("SILOTEST_Push__Apps__shop__Topic", "com.example.app");
        Environment.SetEnvironmentVariable("SILOTEST_Push__Apps__shop__KeyFile", TestKeys.WriteP8(_folder));
        Environment.SetEnvironmentVariable("SILOTEST_PUSH__APPS__SHOP__TEAMID", TestKeys.TeamId);
        var options = PushSiloOptions.Read(new ConfigurationBuilder().AddEnvironmentVariables("SILOTEST_").Build());
        Assert.Equal("com.example.app", Assert.Single(options.Push.Apps).Value.Topic, StringComparer.Ordinal);
    }

    [Fact]
    public void Read_WithACertificate_NeedsNothingElse()
    {
        var file = _folder.Write("client.p12", _authority.ClientP12(new TestClientCertificate(), "secret"));
        Read(("Push:Apps:shop:CertificateFile", file),
            ("Push:Apps:shop:CertificatePasswordFile", _folder.Write("password", "secret\n")));
    }

    [Fact]
    public void Read_Signer_IsTakenOver()
    {
        using var certificate = _authority.Signer(new TestSigningCertificate());
        var file = _folder.Write("pass.p12", certificate.Export(X509ContentType.Pkcs12, "secret")!);
        var password = _folder.Write("password", "secret\n");
        var intermediate = _folder.Write("intermediate.cer", _authority.Intermediate.RawData);

        var options = Read(("Push:Signers:coffee:CertificateFile", file),
            ("Push:Signers:coffee:CertificatePasswordFile", password), ("Push:Signers:coffee:IntermediateFile", intermediate));

        var signer = options.Push.Signers["coffee"];
        Assert.Equal((file, password, intermediate),
            (signer.CertificateFile, signer.CertificatePasswordFile, signer.IntermediateFile));
    }

    [Fact]
    public void Read_ManyErrors_ReportsAllOfThemWithTheirKeys() => AssertErrors(
        [
            ("Push:Daten", "x"), ("Push:Proxy", "ftp://proxy"), ("Push:Cluster:SiloPort", "70000"),
            ("Push:Cluster:GatewayPort", "many"), ("Push:Apps:a:KeyFil", "x"), ("Push:Signers:s:Certificate", "x"), ("Push:Apps:a:Environment", "staging"),
            ("Push:Apps:a:Connections", "0"), ("Push:Apps:b:KeyFile", "/nowhere/AuthKey_ABC123DEFG.p8"),
            ("Push:Apps:b:Port", "http"),
        ],
        "Push:Daten", "Push:Proxy", "Push:Cluster:SiloPort", "Push:Cluster:GatewayPort", "Push:Apps:a:KeyFil",
        "Push:Apps:a:Environment", "Push:Apps:a:Connections", "Push:Apps:a:KeyFile", "Push:Apps:b:Topic",
        "Push:Apps:b:TeamId", "Push:Apps:b:KeyFile", "Push:Apps:b:Port", "Push:Signers:s:Certificate",
        "Push:Signers:s:CertificateFile");

    [Fact]
    public void Read_NoApp_SaysSo() => AssertErrors([], "Push:Apps");

    [Theory]
    [InlineData("0")]
    [InlineData("2")]
    [InlineData("")]
    [InlineData("production,sandbox")]
    public void Read_EnvironmentIsNoName_SaysSo(string environment) =>
        AssertErrors([.. WithKey(), ("Push:Apps:shop:Environment", environment)], "Push:Apps:shop:Environment");

    [Fact]
    public void Read_SimulatorWithoutPort_SaysSo() =>
        AssertErrors([.. WithKey(), ("Push:Apps:shop:Environment", "simulator")], "Push:Apps:shop:Port");

    [Fact]
    public void Read_KeyIsNotOnP256_SaysSo()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP384);
        var file = _folder.Write("AuthKey_P384P384P3.p8", key.ExportPkcs8PrivateKeyPem());
        AssertErrors([.. WithKey(), ("Push:Apps:shop:KeyFile", file)], "Push:Apps:shop:KeyFile");
    }

    [Theory]
    [InlineData("KeyId", "short")]
    [InlineData("TeamId", "TEAM12345!")]
    public void Read_IdIsNotTenCharacters_SaysSo(string key, string value) =>
        AssertErrors([.. WithKey(), ($"Push:Apps:shop:{key}", value)], $"Push:Apps:shop:{key}");

    [Fact]
    public void Read_KeyIdIsNowhere_SaysSo() =>
        AssertErrors([.. WithKey(), ("Push:Apps:shop:KeyFile", _folder.Write("key.p8", TestKeys.NewP8()))], "Push:Apps:shop:KeyId");

    [Fact]
    public void Read_KeyAndCertificate_SaysSo()
    {
        var file = _folder.Write("client.p12", _authority.ClientP12(new TestClientCertificate(), null));
        AssertErrors([.. WithKey(), ("Push:Apps:shop:CertificateFile", file)], "Push:Apps:shop:KeyFile");
    }

    [Fact]
    public void Read_WrongPassword_SaysSo()
    {
        var file = _folder.Write("client.p12", _authority.ClientP12(new TestClientCertificate(), "secret"));
        AssertErrors([("Push:Apps:shop:CertificateFile", file),
            ("Push:Apps:shop:CertificatePasswordFile", _folder.Write("password", "guess"))], "Push:Apps:shop:CertificateFile");
    }

    [Fact]
    public void Read_PasswordFileIsMissing_SaysSo()
    {
        var file = _folder.Write("client.p12", _authority.ClientP12(new TestClientCertificate(), "secret"));
        AssertErrors([("Push:Apps:shop:CertificateFile", file), ("Push:Apps:shop:CertificatePasswordFile", _folder["none"])],
            "Push:Apps:shop:CertificatePasswordFile");
    }

    [Fact]
    public void Read_DevelopmentCertificateForProduction_SaysSo()
    {
        var file = _folder.Write("client.p12", _authority.ClientP12(new TestClientCertificate { Production = false }, null));
        AssertErrors([("Push:Apps:shop:CertificateFile", file), ("Push:Apps:shop:Environment", "Production")],
            "Push:Apps:shop:Environment");
    }

    [Fact]
    public void Read_CertificateThatIsWrongInEveryWay_SaysAllOfIt()
    {
        var looks = new TestClientCertificate { Production = false, Validity = Validity.Past };
        var file = _folder.Write("client.p12", _authority.ClientP12(looks, null));
        AssertErrors(
            [("Push:Apps:shop:CertificateFile", file), ("Push:Apps:shop:Topic", "com.example.other"), ("Push:Apps:shop:Environment", "Production")],
            "Push:Apps:shop:CertificateFile", "Push:Apps:shop:Environment", "Push:Apps:shop:Topic");
    }

    [Fact]
    public void Read_TopicIsNotTheCertificates_SaysSo()
    {
        var file = _folder.Write("client.p12", _authority.ClientP12(new TestClientCertificate(), null));
        AssertErrors([("Push:Apps:shop:CertificateFile", file), ("Push:Apps:shop:Topic", "com.example.other")],
            "Push:Apps:shop:Topic");
    }

    [Fact]
    public void Read_RootIsNoCertificate_SaysSo() => AssertErrors(
        [.. WithKey(), ("Push:Apps:shop:RootCertificateFile", _folder.Write("root.pem", "nothing"))],
        "Push:Apps:shop:RootCertificateFile");

    [Fact]
    public void Read_DataIsAFile_SaysSo() =>
        AssertErrors([.. WithKey(), ("Push:Data", _folder.Write("data", ""))], "Push:Data");

    private (string, string)[] WithKey() =>
    [
        ("Push:Apps:shop:Topic", "com.example.app"), ("Push:Apps:shop:KeyFile", TestKeys.WriteP8(_folder)),
        ("Push:Apps:shop:TeamId", TestKeys.TeamId),
    ];

    private static void AssertErrors((string, string)[] settings, params string[] keys)
    {
        var error = Assert.Throws<PushConfigurationException>(() => Read(settings));
        Assert.Equal(keys.Order(), error.Errors.Select(line => line[..line.IndexOf(": ", StringComparison.Ordinal)]).Order());
        Assert.All(error.Errors, line => Assert.Contains(line, error.Message, StringComparison.Ordinal));
    }

    private static PushSiloOptions Read(params (string Key, string Value)[] settings) =>
        PushSiloOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.GroupBy(setting => setting.Key)
            .Select(same => KeyValuePair.Create<string, string?>(same.Key, same.Last().Value))).Build());
}
