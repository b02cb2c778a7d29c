using System.CommandLine;

namespace Push.Cli.Simulation;

/// <summary>The options of <c>push simulator</c>.</summary>
internal sealed class SimulatorCliOptions
{
    public readonly Option<int> Port = new("--port")
    {
        Description = "Port for HTTP/2; 0 takes a free one.",
        HelpName = "PORT",
        DefaultValueFactory = _ => 0,
    };

    public readonly Option<int> ControlPort = new("--control-port")
    {
        Description = "Port of the control interface (HTTP/1.1: /stats, /ledger, /notifications, /faults, /tokens, /reset, /health); "
            + "0 takes a free one.",
        HelpName = "PORT",
        DefaultValueFactory = _ => 0,
    };

    public readonly Option<int?> ChannelPort = new("--channel-port")
    {
        Description = "Port of the management of broadcast channels (HTTP/2 over TLS); 0 takes a free one, left out there is none.",
        HelpName = "PORT",
    };

    public readonly Option<string> Bind = new("--bind")
    {
        Description = "Address to listen on.",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    public readonly Option<string[]> Host = new("--host")
    {
        Description = "Another host name in the certificate, beside localhost and Apple's; may be repeated.",
        HelpName = "NAME",
    };

    public readonly Option<string?> CertificateOut = new("--certificate-out")
    {
        Description = "Write the root certificate that clients have to trust to this file (PEM).",
        HelpName = "FILE",
    };

    public readonly Option<int> Latency = new("--latency")
    {
        Description = "Delay of every answer, in milliseconds.",
        HelpName = "MS",
        DefaultValueFactory = _ => 0,
    };

    public readonly Option<int> Rtt = new("--rtt")
    {
        Description = "Round-trip time, in milliseconds: delays answers and WINDOW_UPDATE alike.",
        HelpName = "MS",
        DefaultValueFactory = _ => 0,
    };

    public readonly Option<int> Streams = new("--streams")
    {
        Description = "Streams that a connection may hold open at once.",
        HelpName = "N",
        DefaultValueFactory = _ => 1000,
    };

    public readonly Option<string> Authentication = new Option<string>("--authentication")
    {
        Description = "What a client has to show: a provider token, a client certificate, or nothing.",
        HelpName = "token|certificate|none",
        DefaultValueFactory = _ => "token",
    };

    public readonly Option<string?> ProviderKey = new("--provider-key")
    {
        Description = "Public key (PEM) that verifies the signature of provider tokens; without it any well-formed "
            + "ES256 token will do.",
        HelpName = "FILE",
    };

    public readonly Option<string> Environment = new Option<string>("--environment")
    {
        Description = "Environment that is simulated: the other one's certificates are refused.",
        HelpName = "any|production|sandbox",
        DefaultValueFactory = _ => "any",
    };

    public readonly Option<string> TokenUpdates = new Option<string>("--token-updates")
    {
        Description = "Over what a key's new provider tokens are counted, of which 20 minutes see one: each connection by itself, "
            + "or all of them.",
        HelpName = "connection|all",
        DefaultValueFactory = _ => "connection",
    };

    public readonly Option<string> ScriptedTokens = new Option<string>("--scripted-tokens")
    {
        Description = "Tokens that begin with dead, badd, f00d, 0429 or 0503 get the answer that their digits name.",
        HelpName = "on|off",
        DefaultValueFactory = _ => "on",
    };

    public SimulatorCliOptions()
    {
        Authentication.AcceptOnlyFromAmong("token", "certificate", "none");
        ScriptedTokens.AcceptOnlyFromAmong("on", "off");
        Environment.AcceptOnlyFromAmong("any", "production", "sandbox");
        TokenUpdates.AcceptOnlyFromAmong("connection", "all");
    }

    public void AddTo(Command command)
    {
        foreach (var option in new Option[]
        {
            Port, ControlPort, ChannelPort, Bind, Host, CertificateOut, Latency, Rtt, Streams, Authentication, ProviderKey,
            Environment, TokenUpdates, ScriptedTokens,
        })
        {
            command.Add(option);
        }
    }
}
