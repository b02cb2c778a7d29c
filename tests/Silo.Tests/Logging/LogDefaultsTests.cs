using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Push.Silo.Logging;

public sealed class LogDefaultsTests
{
    [Theory]
    [InlineData("Push.Grains.Campaigns.CampaignGrain", true)]
    [InlineData("Polly", false)]
    [InlineData("Orleans.Runtime.Silo", false)]
    public void AddLogDefaults_Category_LogsInformationOnlyOfItsOwn(string category, bool enabled)
    {
        var configuration = new ConfigurationBuilder();
        configuration.AddLogDefaults();
        using var services = new ServiceCollection()
            .AddLogging(logging => logging.AddConfiguration(configuration.Build().GetSection("Logging")).AddConsole())
            .BuildServiceProvider();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(category);
        Assert.Equal((enabled, true), (logger.IsEnabled(LogLevel.Information), logger.IsEnabled(LogLevel.Warning)));
    }
}
