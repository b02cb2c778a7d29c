using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Push.Testing;

/// <summary>What the channel server got.</summary>
public sealed record ChannelServerRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>
/// The channel API and the publishing of broadcasts on Kestrel, an HTTP/2 server that nobody here wrote, on one port: as
/// Apple's pages describe them, and no more.
/// </summary>
public sealed class ChannelServer : IAsyncDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly WebApplication _app;

    private ChannelServer()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(_authority.Server());
        }));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public int Port => new Uri(_app.Urls.Single()).Port;

    public X509Certificate2 Root => _authority.Root;

    /// <summary>The channels and what they keep: policy 0 or 1.</summary>
    public ConcurrentDictionary<string, int> Channels { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<ChannelServerRequest> Requests { get; } = new();

    /// <summary>A status and reason with which to refuse a request; null answers it.</summary>
    public Func<ChannelServerRequest, (int Status, string Reason)?> Refuse { get; set; } = _ => null;

    public static async Task<ChannelServer> StartAsync()
    {
        var server = new ChannelServer();
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _authority.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new ChannelServerRequest(
            context.Request.Method,
            context.Request.Path,
            context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()),
            await reader.ReadToEndAsync());
        Requests.Enqueue(request);
        context.Response.Headers["apns-request-id"] = request.Headers.GetValueOrDefault("apns-request-id");
        if ((Refuse(request) ?? Check(request)) is { } refusal)
        {
            context.Response.StatusCode = refusal.Status;
            await context.Response.WriteAsync(JsonSerializer.Serialize(new { reason = refusal.Reason }));
            return;
        }

        await AnswerAsync(context.Response, request);
    }

    private (int, string)? Check(ChannelServerRequest request)
    {
        if (!request.Headers.GetValueOrDefault("authorization", "").StartsWith("bearer ", StringComparison.Ordinal)) return (403, "MissingProviderToken");
        var named = request.Headers.GetValueOrDefault("apns-channel-id");
        var needsOne = request.Method != "POST" ? request.Path.EndsWith("/channels", StringComparison.Ordinal) : IsBroadcast(request);
        if (needsOne && named is null) return (400, "MissingChannelId");
        return needsOne && !Channels.ContainsKey(named!) ? (400, "ChannelNotRegistered") : null;
    }

    private static bool IsBroadcast(ChannelServerRequest request) => request.Path.StartsWith("/4/broadcasts/apps/", StringComparison.Ordinal);

    private async Task AnswerAsync(HttpResponse response, ChannelServerRequest request)
    {
        if (IsBroadcast(request)) return;
        var named = request.Headers.GetValueOrDefault("apns-channel-id", "");
        switch (request.Method)
        {
            case "POST":
                var id = Convert.ToBase64String(RandomNumberGenerator.GetBytes(12));
                Channels[id] = JsonDocument.Parse(request.Body).RootElement.GetProperty("message-storage-policy").GetInt32();
                response.StatusCode = 201;
                response.Headers["apns-channel-id"] = id;
                break;
            case "DELETE":
                Channels.TryRemove(named, out _);
                response.StatusCode = 204;
                break;
            case "GET" when request.Path.EndsWith("/all-channels", StringComparison.Ordinal):
                await response.WriteAsync(JsonSerializer.Serialize(new { channels = Channels.Keys }));
                break;
            default:
                await response.WriteAsync($$"""{"message-storage-policy":{{Channels[named]}},"push-type":"LiveActivity"}""");
                break;
        }
    }
}
