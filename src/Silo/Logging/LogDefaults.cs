using Microsoft.Extensions.Configuration.Memory;

namespace Push.Silo.Logging;

/// <summary>What the stand-alone silo logs unless its configuration says otherwise: itself, and what frameworks warn of.</summary>
internal static class LogDefaults
{
    public static void AddLogDefaults(this IConfigurationBuilder configuration) =>
        // First, so that every other source overrides it.
        configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new("Logging:LogLevel:Default", "Information"),
                new("Logging:LogLevel:Orleans", "Warning"),
                new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
                // By which the framework places grains, with a line for each.
                new("Logging:LogLevel:Polly", "Warning"),
            ],
        });
}
