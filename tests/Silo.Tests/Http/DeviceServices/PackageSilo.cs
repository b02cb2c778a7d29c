using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Push.Simulator;
using Push.Testing;

namespace Push.Silo.Http.DeviceServices;

/// <summary>
/// A silo on SQLite that serves a pass type and a website, with certificates that look like Apple's and a simulated APNs
/// that takes nothing else.
/// </summary>
public sealed class PackageSilo : IAsyncLifetime
{
    public const string PassType = "pass.com.example.coffee";
    public const string WebsiteId = "web.com.example.shop";

    /// <summary>Another website, whose web service lies below the first one's.</summary>
    public const string NestedWebsiteId = "web.com.example.shop.news";

    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private WebApplication _silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ApnsSimulator Apns { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>Where curl finds the PassKit web service.</summary>
    public string Wallet => Client.BaseAddress + "wallet/v1";

    /// <summary>Where curl finds Safari's web service, version 2.</summary>
    public string Safari => Client.BaseAddress + "safari/v2";

    public string RootFile => _folder["test-root.pem"];

    public TempFolder Folder => _folder;

    /// <summary>Set before the start; its port is the second of two.</summary>
    public bool HasPublicPort { get; init; }

    public Uri PublicAddress { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Apns = await ApnsSimulator.StartAsync(
            new SimulatorOptions { ControlPort = null, Authentication = SimulatorAuthentication.Certificate }, Cancellation);
        _folder.Write("root.pem", Apns.CertificatePem);
        _folder.Write("test-root.pem", _authority.Root.ExportCertificatePem());
        _folder.Write("intermediate.cer", _authority.Intermediate.RawData);
        Write("pass.p12", new TestSigningCertificate { Identifier = PassType });
        Write("web.p12", new TestSigningCertificate { Identifier = WebsiteId });
        await StartAsync();
    }

    /// <summary>Stops the silo and starts another on the same data.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Apns.DisposeAsync();
        _authority.Dispose();
        _folder.Dispose();
    }

    private void Write(string file, TestSigningCertificate looks)
    {
        using var certificate = _authority.Signer(looks);
        _folder.Write(file, certificate.Export(X509ContentType.Pkcs12)!);
    }

    private async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(Settings());
        string[] addresses = ["http://127.0.0.1:0"];
        if (HasPublicPort)
        {
            var port = FreePort();
            builder.Configuration["Push:PublicPort"] = $"{port}";
            addresses = [.. addresses, $"http://127.0.0.1:{port}"];
            PublicAddress = new Uri(addresses[^1]);
        }
        builder.WebHost.UseUrls(addresses);
        builder.AddPushSilo(PushSiloOptions.Read(builder.Configuration));
        builder.Services.AddPushHttp();
        _silo = builder.Build();
        _silo.MapPush();
        await _silo.StartAsync(Cancellation);
        Client = new HttpClient { BaseAddress = new Uri(_silo.Urls.First(url => PublicAddress is null || new Uri(url) != PublicAddress)) };
    }

    private async Task StopAsync()
    {
        Client.Dispose();
        await _silo.StopAsync(CancellationToken.None);
        await _silo.DisposeAsync();
    }

    private static int FreePort()
    {
        using var reservation = Clustering.PortReservation.Take();
        return reservation.Port;
    }

    private Dictionary<string, string?> Settings()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Push:Data"] = _folder["data"],
            ["Push:Cluster:SiloPort"] = "0",
            ["Push:Cluster:GatewayPort"] = "0",
            [$"Push:Wallet:{PassType}:App"] = "pass",
            [$"Push:Wallet:{PassType}:Signer"] = "pass",
            [$"Push:Wallet:{PassType}:WebServiceUrl"] = "https://push.example.com/wallet",
            [$"Push:Wallet:{PassType}:Folder"] = Path.Combine(AppContext.BaseDirectory, "coffee.pass"),
            [$"Push:Websites:{WebsiteId}:App"] = "web",
            [$"Push:Websites:{WebsiteId}:Signer"] = "web",
            [$"Push:Websites:{WebsiteId}:WebServiceUrl"] = "https://push.example.com/safari",
            [$"Push:Websites:{WebsiteId}:Folder"] = Path.Combine(AppContext.BaseDirectory, "shop.pushpackage"),
            [$"Push:Websites:{NestedWebsiteId}:App"] = "web",
            [$"Push:Websites:{NestedWebsiteId}:Signer"] = "web",
            [$"Push:Websites:{NestedWebsiteId}:WebServiceUrl"] = "https://push.example.com/safari/news",
            [$"Push:Websites:{NestedWebsiteId}:Folder"] = Path.Combine(AppContext.BaseDirectory, "shop.pushpackage"),
        };
        foreach (var app in (string[])["pass", "web"])
        {
            settings[$"Push:Apps:{app}:CertificateFile"] = _folder[$"{app}.p12"];
            settings[$"Push:Apps:{app}:Environment"] = "simulator";
            settings[$"Push:Apps:{app}:Connections"] = "1";
            settings[$"Push:Apps:{app}:Host"] = "127.0.0.1";
            settings[$"Push:Apps:{app}:Port"] = $"{Apns.Port}";
            settings[$"Push:Apps:{app}:RootCertificateFile"] = _folder["root.pem"];
            settings[$"Push:Signers:{app}:CertificateFile"] = _folder[$"{app}.p12"];
            settings[$"Push:Signers:{app}:IntermediateFile"] = _folder["intermediate.cer"];
        }
        return settings;
    }
}
