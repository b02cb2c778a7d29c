using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Push.Testing;

namespace Push.Apns.Tests.Connections;

/// <summary>An HTTP/2 server that nobody here wrote, in its own process, with a certificate of ours.</summary>
internal sealed class RealServer : IAsyncDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("push-server-");
    private Process? _process;

    private RealServer()
    {
        using var certificate = _authority.Server();
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(Path("cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path("key.pem"), key.ExportPkcs8PrivateKeyPem());
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Port = ((IPEndPoint)free.LocalEndpoint).Port;
    }

    public int Port { get; }

    public X509Certificate2Collection Roots => [_authority.Root];

    public static Task<RealServer> NghttpdAsync()
    {
        var server = new RealServer();
        Directory.CreateDirectory(server.Path("root"));
        return server.StartAsync(
            "nghttpd", "nghttp2-server", "-a", "127.0.0.1", "-d", server.Path("root"), "--max-concurrent-streams=200",
            $"{server.Port}", server.Path("key.pem"), server.Path("cert.pem"));
    }

    public static Task<RealServer> NginxAsync()
    {
        var server = new RealServer();
        File.WriteAllText(server.Path("nginx.conf"), $$"""
            daemon off; master_process off; worker_processes 1; pid {{server.Path("pid")}}; error_log {{server.Path("error.log")}};
            events { worker_connections 64; }
            http {
                access_log off; keepalive_requests 10000000;
                client_body_temp_path {{server.Path("a")}}; proxy_temp_path {{server.Path("b")}}; fastcgi_temp_path {{server.Path("c")}};
                uwsgi_temp_path {{server.Path("d")}}; scgi_temp_path {{server.Path("e")}};
                server {
                    listen 127.0.0.1:{{server.Port}} ssl http2; http2_max_concurrent_streams 200;
                    ssl_certificate {{server.Path("cert.pem")}}; ssl_certificate_key {{server.Path("key.pem")}};
                    location / { add_header apns-id $http_apns_id; return 200; }
                    location /3/device/dead0000 { return 410 '{"reason":"Unregistered","timestamp":1700000000123}'; }
                }
            }
            """);
        return server.StartAsync("nginx", "nginx-light", "-c", server.Path("nginx.conf"), "-e", server.Path("error.log"));
    }

    public static Task<RealServer> NodeAsync()
    {
        var server = new RealServer();
        return server.StartAsync(
            "node", "nodejs", System.IO.Path.Combine(AppContext.BaseDirectory, "Connections/Servers/server.mjs"),
            $"{server.Port}", server.Path("key.pem"), server.Path("cert.pem"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }

        _folder.Delete(recursive: true);
        _authority.Dispose();
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    private async Task<RealServer> StartAsync(string program, string package, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments);
        // Debian keeps servers out of an ordinary user's path.
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin";
        if (!program.Equals("node", StringComparison.Ordinal) && File.Exists("/usr/sbin/" + program)) start.FileName = "/usr/sbin/" + program;
        try
        {
            _process = Process.Start(start);
        }
        catch (Win32Exception e)
        {
            Assert.Fail($"These tests need {program}: apt-get install {package} ({e.Message})");
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await ListensAsync()) await Task.Delay(20, limit.Token);
        return this;
    }

    private async Task<bool> ListensAsync()
    {
        if (_process!.HasExited) Assert.Fail($"The server ended with exit code {_process.ExitCode}.");
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
