using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Push.Apns;
using Push.Cli.CommandLine;
using Push.Cli.Processes;
using Push.Grains.Apps;
using Push.Silo;
using Push.Testing;

namespace Push.Cli.Campaigns;

/// <summary><c>--cluster</c>: a silo that runs already, here in the test's own process.</summary>
public sealed class RemoteClusterTests
{
    [Fact]
    public async Task Cluster_RunningSilo_CarriesTheCampaign()
    {
        await using var app = await ConfiguredApp.StartAsync();
        var options = new PushSiloOptions { Data = app.Data };
        options.Push.Apps[ConfiguredApp.Name] = new AppOptions
        {
            Topic = ConfiguredApp.Topic,
            Environment = ApnsEnvironment.Simulator,
            Port = app.Simulator.Port,
            KeyFile = TestKeys.WriteP8(app.Folder),
            TeamId = TestKeys.TeamId,
            AdditionalRoots = [app.Simulator.Certificate],
        };
        Directory.CreateDirectory(app.Data);
        using var silo = PushSilo.CreateEmbedded(options).Build();
        await silo.StartAsync(TestContext.Current.CancellationToken);
        var gateway = $"localhost:{silo.Services.GetRequiredService<IOptions<EndpointOptions>>().Value.GatewayPort}";

        app.WriteTokens(good: 2000, dead: 20);
        string[] start = ["start", "--app", "shop", "--tokens", "tokens.txt", "--payload", "sale.json", "--cluster", gateway];
        var started = await app.CampaignAsync([.. start, "--json"]);
        Assert.Equal(ExitCode.Finished, started.ExitCode);
        Assert.Equal(2000, started.Json().GetProperty("counts").GetProperty("accepted").GetInt64());
        var list = await app.CampaignAsync("list", "--cluster", gateway, "--json");
        Assert.Equal("finished", Assert.Single(list.Json().EnumerateArray()).GetProperty("state").GetString());
        start[2] = "hotel";
        var unknown = await app.CampaignAsync(start);
        Assert.Equal(ExitCode.BadInput, unknown.ExitCode);
        Assert.Contains("push: --app: ", unknown.Error, StringComparison.Ordinal);
        await silo.StopAsync(TestContext.Current.CancellationToken);
    }
}
