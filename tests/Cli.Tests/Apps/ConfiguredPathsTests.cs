using Push.Testing;

namespace Push.Cli.Apps;

/// <summary>Where the relative paths of a configuration file start.</summary>
public sealed class ConfiguredPathsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Push:Apps:shop:KeyFile")]
    [InlineData("Push:Apps:shop:RootCertificateFile")]
    [InlineData("Push:Signers:coffee:CertificateFile")]
    [InlineData("Push:Signers:coffee:CertificateKeyFile")]
    [InlineData("Push:Signers:coffee:CertificatePasswordFile")]
    [InlineData("Push:Signers:coffee:IntermediateFile")]
    [InlineData("Push:Wallet:pass.com.example.coffee:Folder")]
    [InlineData("Push:Websites:web.com.example.shop:Folder")]
    [InlineData("Push:Data")]
    public void Path_OfAFileElsewhere_StartsInItsFolder(string key)
    {
        var json = key.Split(':').Reverse().Aggregate("\"inside/it\"", (value, name) => $"{{\"{name}\":{value}}}");
        var configuration = CliConfiguration.Load(_folder.Write("push.json", json), data: null);
        Assert.Equal(_folder["inside/it"], configuration.Values[key]);
    }

    [Theory]
    [InlineData("Push:Apps:shop:Topic")]
    [InlineData("Push:Signers:coffee:Folder")]
    [InlineData("Push:Wallet:pass.com.example.coffee:KeyFile")]
    public void Setting_ThatIsNoPath_StaysAsItIs(string key)
    {
        var json = key.Split(':').Reverse().Aggregate("\"inside/it\"", (value, name) => $"{{\"{name}\":{value}}}");
        Assert.Equal("inside/it", CliConfiguration.Load(_folder.Write("push.json", json), data: null).Values[key]);
    }
}
