using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Push.Apns.Connections;
using Push.Testing;

namespace Push.Apns.Tests.Connections;

/// <summary>Our connection against servers that nobody here wrote.</summary>
public sealed class RealServerTests
{
    private const int Many = 5000;

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    private static Task<ApnsConnection> ConnectAsync(RealServer server) => ApnsConnection.ConnectAsync(
        TestOptions.WithTokens(TestOptions.WithoutTokens with
        {
            Endpoint = new ApnsEndpoint("localhost", server.Port),
            AdditionalRoots = server.Roots,
        }),
        Test);

    private static Notification To(string prefix) =>
        new(DeviceToken.Parse(prefix + new string('0', 60)), TestOptions.Content) { Id = Guid.NewGuid() };

    private static async Task<AttemptResult[]> SendManyAsync(ApnsConnection connection)
    {
        var (batch, results) = connection.SendBatch(Many);
        var singles = Enumerable.Range(0, 20).Select(i => connection.Send((byte)(i + 1))).ToArray();
        await batch;
        var answered = await Task.WhenAll(singles);
        return [.. results, .. answered];
    }

    [Fact]
    public async Task Nghttpd_Batch_EveryNotificationIsAnswered()
    {
        await using var server = await RealServer.NghttpdAsync();
        await using var connection = await ConnectAsync(server);
        // It has no such file: 404 with a body in HTML for each.
        Assert.All(await SendManyAsync(connection), r => Assert.Equal("Rejected: 404", r.Text()));
        Assert.True(await connection.PingAsync(Test) > TimeSpan.Zero);
        Assert.Equal((200, 0), (connection.StreamLimit, connection.OpenStreams));
    }

    [Fact]
    public async Task Nginx_Batch_EveryNotificationIsAccepted()
    {
        await using var server = await RealServer.NginxAsync();
        await using var connection = await ConnectAsync(server);
        Assert.All(await SendManyAsync(connection), r => Assert.Equal("Accepted", r.Text()));
        var gone = await connection.SendAsync(To("dead"), Test);
        Assert.Equal(("Rejected: 410 Unregistered", 1700000000123), (gone.Text(), gone.Timestamp!.Value.ToUnixTimeMilliseconds()));
        await connection.DrainAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(ConnectionEndKind.Closed, (await connection.Closed).Kind);
    }

    [Fact]
    public async Task Node_Batch_EveryNotificationIsAccepted()
    {
        await using var server = await RealServer.NodeAsync();
        await using var connection = await ConnectAsync(server);
        var results = await SendManyAsync(connection);
        Assert.All(results, r => Assert.Equal(("Accepted", "node"), (r.Text(), r.UniqueId)));
    }

    [Fact]
    public async Task Node_EachKindOfAnswer_IsUnderstood()
    {
        await using var server = await RealServer.NodeAsync();
        await using var connection = await ConnectAsync(server);
        async Task<string> SendAsync(string prefix) => (await connection.SendAsync(To(prefix), Test)).Text();
        Assert.Equal("Rejected: 410 Unregistered", await SendAsync("dead"));
        Assert.Equal("NotSent: StreamRefused", await SendAsync("1111"));
        Assert.Equal("Unknown: StreamReset", await SendAsync("2222"));
        Assert.Equal("Accepted", await SendAsync("4444"));
        Assert.Equal("NotSent: ConnectionClosing", await SendAsync("3333"));
        var end = await connection.Closed;
        Assert.Equal((ConnectionEndKind.GoAway, "Shutdown"), (end.Kind, end.Reason?.Text));
    }

    [Fact]
    public async Task Kestrel_Batch_EveryNotificationIsAccepted()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Server();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.Http2.MaxStreamsPerConnection = 200;
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.UseHttps(certificate);
            });
        });
        await using var app = builder.Build();
        app.MapPost("/3/device/{token}", async (string token, HttpContext context) =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            context.Response.Headers["apns-id"] = context.Request.Headers["apns-id"];
            if (!token.StartsWith("dead0000", StringComparison.Ordinal)) return;
            context.Response.StatusCode = 410;
            await context.Response.WriteAsync("""{"reason":"Unregistered","timestamp":1700000000123}""", context.RequestAborted);
        });
        await app.StartAsync(Test);
        await using var connection = await ApnsConnection.ConnectAsync(
            TestOptions.WithoutTokens with { Endpoint = new ApnsEndpoint("localhost", new Uri(app.Urls.Single()).Port), AdditionalRoots = [authority.Root] },
            Test);
        Assert.All(await SendManyAsync(connection), r => Assert.Equal("Accepted", r.Text()));
        Assert.Equal("Rejected: 410 Unregistered", (await connection.SendAsync(To("dead"), Test)).Text());
        await connection.DisposeAsync();
        await app.StopAsync(Test);
    }
}
