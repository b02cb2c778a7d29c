using System.Net;
using Push.Apns;
using Push.Client;

// The backend of an app: devices report their tokens, and get notifications. It is a client of a running silo
// (dotnet run --project src/Silo), whose gateway is configured as Push:Gateway.
var builder = WebApplication.CreateBuilder(args);
var gateway = IPEndPoint.Parse(builder.Configuration["Push:Gateway"] ?? "127.0.0.1:30000");
builder.AddPushClient(cluster => cluster.UseStaticClustering(gateway));
var app = builder.Build();

app.MapPost("/devices", async (Device device, PushClient push) =>
    DeviceToken.TryParse(device.Token, out var token, out var error)
        ? Results.Ok(new { result = $"{await push.Devices.RegisterAsync("shop", token)}" })
        : Results.BadRequest(new { error = $"{error}" }));

app.MapPost("/greetings", async (Greeting greeting, PushClient push, CancellationToken cancellation) =>
{
    var content = new AlertPayload { Title = "Hello", Body = greeting.Text, Sound = "default" }.ToContent();
    if (!DeviceToken.TryParse(greeting.Token, out var token, out var error)) return Results.BadRequest(new { error = $"{error}" });
    var receipt = await push.SendAsync("shop", token, content, cancellationToken: cancellation);
    return Results.Ok(new { outcome = $"{receipt.Answer.Outcome}", reason = receipt.Answer.Reason, apnsId = receipt.ApnsId });
});

app.Run();

/// <summary>What an app reports at every start.</summary>
internal sealed record Device(string Token);

/// <summary>What one user says to another.</summary>
internal sealed record Greeting(string Token, string Text);
