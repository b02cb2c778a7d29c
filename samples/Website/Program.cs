using System.Text;
using Push.Samples;
using Push.Silo;
using Push.Silo.Http;
using Push.Simulator;

// A shop that sends to its visitors in Safari: the silo hands out the push package, takes the registrations, and sends the
// campaign to a simulated APNs in place of Apple's. Open the address that it prints.
const string WebsiteId = "web.com.example.shop";

var folder = Directory.CreateTempSubdirectory("push-website-").FullName;
SampleCertificates.Write(folder, WebsiteId);
await using var apns = await ApnsSimulator.StartAsync(
    new SimulatorOptions { ControlPort = null, Authentication = SimulatorAuthentication.Certificate });
await File.WriteAllTextAsync(Path.Combine(folder, "root.pem"), apns.CertificatePem);

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Logging.AddFilter("Orleans", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning);
builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
{
    ["Push:Data"] = Path.Combine(folder, "data"),
    ["Push:Cluster:SiloPort"] = "0",
    ["Push:Cluster:GatewayPort"] = "0",
    // Visitors who allow notifications become devices of this app: campaigns reach them like any others.
    ["Push:Apps:shop-web:CertificateFile"] = Path.Combine(folder, "certificate.p12"),
    ["Push:Apps:shop-web:Environment"] = "Simulator",
    ["Push:Apps:shop-web:Port"] = $"{apns.Port}",
    ["Push:Apps:shop-web:RootCertificateFile"] = Path.Combine(folder, "root.pem"),
    ["Push:Signers:shop-web:CertificateFile"] = Path.Combine(folder, "certificate.p12"),
    ["Push:Signers:shop-web:IntermediateFile"] = Path.Combine(folder, "intermediate.cer"),
    [$"Push:Websites:{WebsiteId}:App"] = "shop-web",
    [$"Push:Websites:{WebsiteId}:Signer"] = "shop-web",
    [$"Push:Websites:{WebsiteId}:WebServiceUrl"] = "https://localhost:5091/safari",
    [$"Push:Websites:{WebsiteId}:Folder"] = Path.Combine(AppContext.BaseDirectory, "shop.pushpackage"),
});
builder.AddPushSilo(PushSiloOptions.Read(builder.Configuration));
builder.Services.AddPushHttp();
var app = builder.Build();
app.MapPush();
app.UseDefaultFiles().UseStaticFiles();

// What arrived at the simulated APNs, for the page.
app.MapGet("/pushes", () => apns.Notifications.Select(push => new
{
    push.Token,
    Topic = push.Header("apns-topic"),
    Payload = Encoding.UTF8.GetString(push.Body.Span),
    push.Status,
}));

await app.RunAsync();
Directory.Delete(folder, recursive: true);
