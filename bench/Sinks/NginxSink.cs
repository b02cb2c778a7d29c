using Push.Bench.Processes;

namespace Push.Bench.Sinks;

/// <summary>nginx with one worker: answers from the configuration, no file, no log.</summary>
static class NginxSink
{
    public static async Task<Sink> StartAsync(
        WorkFolder folder, SinkCertificate certificate, CancellationToken cancellationToken)
    {
        var program = Executables.Find("nginx") ?? throw new BenchException("nginx is not installed.");
        var port = WorkFolder.FreePort();
        var home = folder.MakeFolder("nginx");
        var configuration = Path.Combine(home, "nginx.conf");
        await File.WriteAllTextAsync(configuration, Configure(home, certificate, port), cancellationToken);
        var process = ChildProcess.Start(program, ["-p", home, "-c", configuration, "-e", "stderr"]);
        return await new Sink(SinkKind.Nginx, process, port, certificate.RootFile)
            .UntilListeningAsync(cancellationToken);
    }

    /// <remarks>
    /// One process does all, so that its processor time is that of the sink. Nothing in it may end a connection in
    /// the middle of a round: requests, time and idleness of a connection are practically unbounded.
    /// </remarks>
    private static string Configure(string home, SinkCertificate certificate, int port) => $$"""
        daemon off;
        master_process off;
        worker_processes 1;
        pid {{home}}/nginx.pid;
        error_log stderr crit;
        events { worker_connections 512; }
        http {
          access_log off;
          client_body_temp_path {{home}}/body;
          proxy_temp_path {{home}}/proxy;
          fastcgi_temp_path {{home}}/fastcgi;
          uwsgi_temp_path {{home}}/uwsgi;
          scgi_temp_path {{home}}/scgi;
          server {
            listen 127.0.0.1:{{port}} ssl http2;
            ssl_certificate {{certificate.ChainFile}};
            ssl_certificate_key {{certificate.KeyFile}};
            ssl_protocols TLSv1.2 TLSv1.3;
            http2_max_concurrent_streams 1000;
            keepalive_requests 2000000000;
            keepalive_time 24h;
            keepalive_timeout 24h;
            location / {
              add_header apns-id $http_apns_id always;
              return 200;
            }
          }
        }

        """;
}
