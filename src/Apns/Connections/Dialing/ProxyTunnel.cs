using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Push.Apns.Connections;

/// <summary>Asks an HTTP/1.1 proxy for a tunnel (CONNECT, RFC 9110 section 9.3.6).</summary>
internal static class ProxyTunnel
{
    private const int MaxAnswer = 8192;

    public static async Task OpenAsync(
        Stream stream, Uri proxy, string host, int port, DialRequest request, ConnectLog log, CancellationToken cancellation)
    {
        var begun = log.Begin();
        var name = $"{proxy.Host}:{proxy.Port}";
        using var limit = new CancellationTokenSource(request.StepTimeout, request.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await stream.WriteAsync(Request(proxy, host, port), either.Token).ConfigureAwait(false);
            var line = await ReadStatusLineAsync(stream, either.Token).ConfigureAwait(false);
            if (Status(line) is not { } status)
                log.Fail(ConnectStep.Proxy, begun, ApnsConnectFailure.ProxyRefused,
                    $"The proxy {name} did not answer in HTTP/1.1 when asked for a tunnel to {host}:{port}.");
            else if (status is < 200 or > 299)
                log.Fail(ConnectStep.Proxy, begun, ApnsConnectFailure.ProxyRefused,
                    $"The proxy {name} refused a tunnel to {host}:{port}: {line![9..].Trim()}"
                    + (status == 407 ? ". It wants a user name and password in its address." : "."), null, status);
            log.Passed(ConnectStep.Proxy, begun, $"tunnel to {host}:{port} through {name}");
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            log.Fail(ConnectStep.Proxy, begun, ApnsConnectFailure.Reset,
                $"The proxy {name} closed the connection when asked for a tunnel to {host}:{port}.", e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            log.Fail(ConnectStep.Proxy, begun, ApnsConnectFailure.TimedOut,
                $"The proxy {name} gave no answer within {request.StepTimeout.TotalSeconds:0.#} s.", e);
        }
    }

    private static byte[] Request(Uri proxy, string host, int port)
    {
        var target = host.Contains(':', StringComparison.Ordinal) && host[0] != '[' ? $"[{host}]:{port}" : $"{host}:{port}";
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n");
        if (proxy.UserInfo.Length > 0)
        {
            var credential = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(proxy.UserInfo)));
            text.Append(CultureInfo.InvariantCulture, $"Proxy-Authorization: Basic {credential}\r\n");
        }

        return Encoding.ASCII.GetBytes(text.Append("\r\n").ToString());
    }

    /// <summary>Reads up to the empty line and not one byte more: what follows belongs to TLS.</summary>
    private static async Task<string?> ReadStatusLineAsync(Stream stream, CancellationToken cancellation)
    {
        var answer = new byte[MaxAnswer];
        for (var length = 0; length < MaxAnswer;)
        {
            if (await stream.ReadAsync(answer.AsMemory(length, 1), cancellation).ConfigureAwait(false) == 0)
                throw new EndOfStreamException();
            length++;
            if (!answer.AsSpan(0, length).EndsWith("\r\n\r\n"u8)) continue;
            return Encoding.Latin1.GetString(answer, 0, answer.AsSpan(0, length).IndexOf("\r\n"u8));
        }

        return null;
    }

    private static int? Status(string? line) =>
        line is { Length: >= 12 } && line.StartsWith("HTTP/1.", StringComparison.Ordinal) && line[8] == ' '
        && int.TryParse(line.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;
}
