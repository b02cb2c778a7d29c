using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Push.Apns;
using Push.Grains.Clusters;
using Push.Grains.Packages;
using Push.Simulator;
using Push.Testing;

namespace Push.Grains.Wallet;

/// <summary>A cluster with one pass type, whose update pushes don't linger.</summary>
internal sealed class PassCluster : IAsyncDisposable
{
    public const string PassType = "pass.com.example.coffee";
    public const string Token = "0123456789abcdef";

    private readonly TempFolder _folder = new();

    public PushCluster Cluster { get; private set; } = null!;

    public static async Task<PassCluster> StartAsync(int silos = 2)
    {
        var passes = new PassCluster();
        using var authority = new TestAuthority();
        using var certificate = authority.Signer(new TestSigningCertificate { Identifier = PassType });
        var signer = new SignerOptions
        {
            CertificateFile = passes._folder.Write("pass.p12", certificate.Export(X509ContentType.Pkcs12)!),
            IntermediateFile = passes._folder.Write("intermediate.cer", authority.Intermediate.RawData),
        };
        passes.Cluster = await PushCluster.StartAsync(silos,
            new SimulatorOptions { ControlPort = null, Authentication = SimulatorAuthentication.Certificate },
            options =>
            {
                // Passes are sent with their own certificate.
                var app = options.Apps[PushCluster.App];
                (app.KeyFile, app.TeamId, app.Topic, app.CertificateFile) = (null, null, null, signer.CertificateFile);
                options.UpdatePushLinger = TimeSpan.Zero;
                options.Signers["pass"] = signer;
                options.Wallet[PassType] = new PassTypeOptions
                {
                    App = PushCluster.App,
                    Signer = "pass",
                    WebServiceUrl = "https://push.example.com/wallet",
                    Folder = Path.Combine(AppContext.BaseDirectory, "coffee.pass"),
                };
            });
        return passes;
    }

    public IPassGrain Pass(string serial) => Cluster.Grains.GetGrain<IPassGrain>(PassKey.Of(PassType, serial));

    public IPassPageGrain Page(string serial, int page = 0) =>
        Cluster.Grains.GetGrain<IPassPageGrain>(PassKey.OfPage(PassKey.Of(PassType, serial), page));

    public IPassDeviceGrain Device(string id) => Cluster.Grains.GetGrain<IPassDeviceGrain>(PassKey.TryOfDevice(PassType, id)!);

    public Task<PassStored> StoreAsync(string serial, string text) => Pass(serial).Put(Content(text), Token);

    public Task<PassRegistrationResult> RegisterAsync(string device, string serial, byte[] pushToken) =>
        Device(device).Register(new PassRegistration(serial, Token, DeviceToken.FromBytes(pushToken)));

    public static PassContent Content(string text) => new(Encoding.UTF8.GetBytes($$$"""
        {"organizationName":"Coffee","description":"Coffee card",
         "storeCard":{"primaryFields":[{"key":"balance","label":"Balance","value":"{{{text}}}"}]}}
        """));

    /// <summary>How many update pushes a device got.</summary>
    public int Pushes(byte[] pushToken) => Cluster.Apns.Ledger.FindDelivery(pushToken, PassType, "{}"u8).Accepted;

    public async Task<bool> HasReminderAsync(string serial)
    {
        var table = Cluster.Silos.Silos[0].ServiceProvider.GetRequiredService<IReminderTable>();
        return (await table.ReadRows(Pass(serial).GetGrainId())).Reminders.Count > 0;
    }

    public async Task WaitUntilAnnouncedAsync(string serial)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while ((await Pass(serial).Get())!.IsAnnouncing) await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        _folder.Dispose();
    }
}
