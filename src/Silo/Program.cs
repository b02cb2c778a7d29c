using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Push.Silo;
using Push.Silo.Configuration;
using Push.Silo.Http;
using Push.Silo.Logging;
using Push.Storage.Sqlite;

// The silo by itself: configured by push.json or appsettings.json in the current folder, environment variables and the
// command line, each before the one ahead of it; HTTP where
// ASPNETCORE_URLS says, else on http://localhost:5000. Exit code 2: the configuration or the data folder can't be used.
const int Unusable = 2;
try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.Configuration.AddJsonFile("push.json", optional: true).AddEnvironmentVariables().AddCommandLine(args);
    builder.Configuration.AddLogDefaults();
    builder.AddPushSilo(PushSiloOptions.Read(builder.Configuration));
    builder.Services.AddPushHttp();
    await using var app = builder.Build();
    app.MapPush();
    var endpoints = app.Services.GetRequiredService<IOptions<EndpointOptions>>().Value;
    var cluster = app.Services.GetRequiredService<IOptions<ClusterOptions>>().Value;
    app.Lifetime.ApplicationStarted.Register(
        () => app.Logger.LogReady(cluster.ClusterId, endpoints.SiloPort, endpoints.GatewayPort));
    await app.RunAsync();
    return 0;
}
catch (Exception error) when (error is PushConfigurationException or SqliteFileInUseException or SqliteStorageException)
{
    await Console.Error.WriteLineAsync(error.Message);
    return Unusable;
}
