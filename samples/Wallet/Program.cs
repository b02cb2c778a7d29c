using System.Text;
using Push.Client;
using Push.Grains.Wallet;
using Push.Samples;
using Push.Silo;
using Push.Silo.Http;
using Push.Simulator;

// A coffee shop's cards: passes that devices keep up to date. Everything runs in this one process: the silo with its web
// service for Wallet, and a simulated APNs in place of Apple's. Open the address that it prints.
const string PassType = "pass.com.example.coffee";

var folder = Directory.CreateTempSubdirectory("push-wallet-").FullName;
SampleCertificates.Write(folder, PassType);
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
    // The connections for update pushes, with the pass type's certificate.
    ["Push:Apps:coffee:CertificateFile"] = Path.Combine(folder, "certificate.p12"),
    ["Push:Apps:coffee:Environment"] = "Simulator",
    ["Push:Apps:coffee:Port"] = $"{apns.Port}",
    ["Push:Apps:coffee:RootCertificateFile"] = Path.Combine(folder, "root.pem"),
    // The same certificate signs the passes.
    ["Push:Signers:coffee:CertificateFile"] = Path.Combine(folder, "certificate.p12"),
    ["Push:Signers:coffee:IntermediateFile"] = Path.Combine(folder, "intermediate.cer"),
    [$"Push:Wallet:{PassType}:App"] = "coffee",
    [$"Push:Wallet:{PassType}:Signer"] = "coffee",
    [$"Push:Wallet:{PassType}:WebServiceUrl"] = "https://localhost:5090/wallet",
    [$"Push:Wallet:{PassType}:Folder"] = Path.Combine(AppContext.BaseDirectory, "coffee.pass"),
});
builder.AddPushSilo(PushSiloOptions.Read(builder.Configuration));
builder.Services.AddPushHttp().AddPushClient();
var app = builder.Build();
app.MapPush();
app.UseDefaultFiles().UseStaticFiles();

// What a shop's backend does: it changes the card when somebody pays, and hands it out.
app.MapPost("/cards/{serial}", async (string serial, Card card, PushClient push) =>
{
    var json = $$$"""
        {
          "organizationName": "Corner Coffee", "description": "Corner Coffee card", "logoText": "Corner Coffee",
          "backgroundColor": "rgb(92,61,46)", "foregroundColor": "rgb(250,240,225)", "labelColor": "rgb(220,190,160)",
          "barcodes": [{ "format": "PKBarcodeFormatQR", "message": "{{{serial}}}", "messageEncoding": "iso-8859-1" }],
          "storeCard": { "primaryFields": [{
            "key": "cups", "label": "free cups", "value": {{{card.Cups}}}, "changeMessage": "You have %@ free cups." }] }
        }
        """;
    var stored = await push.Passes.StoreAsync(PassType, serial, new PassContent(Encoding.UTF8.GetBytes(json)));
    return new { effect = $"{stored.Effect}", stored.Pass.Revision, stored.Pass.LastModified, stored.Pass.AuthenticationToken };
});
app.MapGet("/cards/{serial}.pkpass", async (string serial, PushClient push) =>
    await push.Passes.SignAsync(PassType, serial) is { } pass
        ? Results.Bytes(pass.ToArray(), "application/vnd.apple.pkpass")
        : Results.NotFound());

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

/// <summary>What is on a card.</summary>
internal sealed record Card(int Cups);
