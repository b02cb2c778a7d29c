using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Push.Apns;
using Push.Grains;
using Push.Grains.Apps;
using StackExchange.Redis;

// A silo in a process of its own, for the tests to stop, to continue and to kill. Its cluster and its state are in Redis. Its
// arguments are the ports of Redis, the silo, the gateway and the simulated APNs, then the root certificate, the key file, the
// team, the app's topic, and how many devices a segment holds. It prints "ready" when it takes part.
var (redis, silo, gateway, apns) = (args[0], Number(args[1]), Number(args[2]), Number(args[3]));
var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Error);
builder.UseOrleans(orleans => orleans
    .ConfigureEndpoints(IPAddress.Loopback, silo, gateway)
    .Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = "push-tests")
    .UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse($"127.0.0.1:{redis}"))
    .AddRedisGrainStorage(PushStorage.Name, options => options.ConfigurationOptions = ConfigurationOptions.Parse($"127.0.0.1:{redis}"))
    .UseRedisReminderService(options => options.ConfigurationOptions = ConfigurationOptions.Parse($"127.0.0.1:{redis}"))
    .AddPush(push =>
    {
        push.DevicesPerSegment = Number(args[8]);
        push.Apps["demo"] = new AppOptions
        {
            Topic = args[7],
            Environment = ApnsEnvironment.Simulator,
            Connections = 3,
            KeyFile = args[5],
            TeamId = args[6],
            Port = apns,
            AdditionalRoots = [X509CertificateLoader.LoadCertificateFromFile(args[4])],
        };
    }));
using var host = builder.Build();
await host.StartAsync();
Console.WriteLine("ready");
await host.WaitForShutdownAsync();

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
