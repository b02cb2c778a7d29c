using System.Net;
using Push.Cli.CommandLine;
using Push.Cli.Payloads;
using Push.Simulator;

namespace Push.Cli.Simulation;

/// <summary>Makes the simulator's options of the command's, and says of each wrong one which rule it breaks.</summary>
internal static class SimulatorSettings
{
    private const int LongestDelay = 3_600_000;
    private const int MostStreams = 100_000;

    /// <exception cref="CommandException">Something is wrong.</exception>
    public static SimulatorOptions Read(CommandContext context, SimulatorCliOptions options)
    {
        var problems = new Problems();
        var port = Number(options.Port.Name, context.Get(options.Port), 0, ushort.MaxValue);
        var controlPort = Number(options.ControlPort.Name, context.Get(options.ControlPort), 0, ushort.MaxValue);
        if (port != 0 && port == controlPort) problems.Add(options.ControlPort.Name, "must differ from --port");
        int? channelPort = context.Get(options.ChannelPort);
        if (channelPort is { } channels)
        {
            Number(options.ChannelPort.Name, channels, 0, ushort.MaxValue);
            if (channels != 0 && (channels == port || channels == controlPort))
            {
                problems.Add(options.ChannelPort.Name, "must differ from --port and --control-port");
            }
        }

        var latency = Number(options.Latency.Name, context.Get(options.Latency), 0, LongestDelay);
        var rtt = Number(options.Rtt.Name, context.Get(options.Rtt), 0, LongestDelay);
        var streams = Number(options.Streams.Name, context.Get(options.Streams), 1, MostStreams);
        if (!IPAddress.TryParse(context.Get(options.Bind), out var bind))
        {
            problems.Add(options.Bind.Name, $"must be an address such as 127.0.0.1, 0.0.0.0 or ::, not {context.Get(options.Bind)}");
        }

        var hosts = context.Get(options.Host) ?? [];
        foreach (var host in hosts.Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown))
        {
            problems.Add(options.Host.Name, $"{host} is no host name or address");
        }

        var authentication = Enum.Parse<SimulatorAuthentication>(context.Get(options.Authentication)!, ignoreCase: true);
        string? key = context.Get(options.ProviderKey);
        if (key is not null && authentication != SimulatorAuthentication.Token)
        {
            problems.Add(options.ProviderKey.Name, "goes with --authentication token");
        }

        problems.ThrowIfAny();
        return new SimulatorOptions
        {
            Port = port,
            ControlPort = controlPort,
            ChannelPort = channelPort,
            Bind = bind!,
            HostNames = hosts,
            Latency = TimeSpan.FromMilliseconds(latency),
            Rtt = TimeSpan.FromMilliseconds(rtt),
            Streams = streams,
            Authentication = authentication,
            ProviderKey = key is null ? null : ProviderKey(options.ProviderKey.Name, key),
            Environment = Enum.Parse<SimulatedEnvironment>(context.Get(options.Environment)!, ignoreCase: true),
            TokenUpdatesPerKey = context.Get(options.TokenUpdates) == "all",
            ScriptedTokens = context.Get(options.ScriptedTokens) == "on",
        };

        int Number(string name, int value, int least, int most)
        {
            if (value < least || value > most) problems.Add(name, $"must be {least:N0} to {most:N0}, not {value}");
            return value;
        }
    }

    private static string ProviderKey(string field, string path)
    {
        using var reader = new StreamReader(InputFile.Open(field, path));
        var pem = reader.ReadToEnd();
        try
        {
            new SimulatorOptions { ProviderKey = pem }.Validate();
            return pem;
        }
        catch (ArgumentException)
        {
            throw CommandException.BadInput(field, $"{path} is no P-256 key in PEM");
        }
    }
}
