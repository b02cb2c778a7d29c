using System.Net;

namespace Push.Simulator;

/// <summary>How a simulated APNs listens and answers.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The TCP port of the device pushes; 0 (default) takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The TCP port of the control interface over HTTP/1.1; 0 (default) takes a free one, null opens none.</summary>
    public int? ControlPort { get; init; } = 0;

    /// <summary>
    /// The TCP port of channel management, HTTP/2 over TLS like the pushes; 0 takes a free one, null (default) opens none.
    /// </summary>
    public int? ChannelPort { get; init; }

    /// <summary>The address that all ports listen on; loopback by default.</summary>
    public IPAddress Bind { get; init; } = IPAddress.Loopback;

    /// <summary>
    /// Host names and addresses that the certificate holds beside localhost, 127.0.0.1, ::1 and Apple's host names.
    /// </summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>The time between a request's arrival and its answer; zero by default, at most one hour.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>
    /// The round-trip time of a simulated network path, which delays answers (in addition to <see cref="Latency"/>), WINDOW_UPDATE
    /// and acknowledgements; zero by default, at most one hour.
    /// </summary>
    public TimeSpan Rtt { get; init; }

    /// <summary>Streams that a connection may have open at once; 1,000 by default, 1 to 100,000.</summary>
    public int Streams { get; init; } = 1000;

    /// <summary>Connections that may be open at once; further ones are closed at once. 1,000 by default.</summary>
    public int Connections { get; init; } = 1000;

    /// <summary>How providers prove who they are; by provider tokens by default.</summary>
    public SimulatorAuthentication Authentication { get; init; }

    /// <summary>
    /// A P-256 key as PEM text, public or private, that provider tokens must be signed with; null (default) takes every signature
    /// of the right shape.
    /// </summary>
    public string? ProviderKey { get; init; }

    /// <summary>
    /// The environment of provider keys that are good for one only, by key id; a key in the other one is refused with
    /// <c>BadEnvironmentKeyIdInToken</c>. Empty by default: all keys are good for both.
    /// </summary>
    public IReadOnlyDictionary<string, SimulatedEnvironment> ProviderKeyEnvironments { get; init; } =
        new Dictionary<string, SimulatedEnvironment>();

    /// <summary>
    /// Whether the rule of one new provider token per key in 20 minutes counts over all connections; false (default) counts for each
    /// connection, as Apple words it.
    /// </summary>
    public bool TokenUpdatesPerKey { get; init; }

    /// <summary>The environment that is simulated; any by default.</summary>
    public SimulatedEnvironment Environment { get; init; }

    /// <summary>
    /// Whether tokens that begin with <c>dead</c>, <c>badd</c>, <c>f00d</c>, <c>0429</c> and <c>0503</c> choose their answer; true
    /// by default.
    /// </summary>
    public bool ScriptedTokens { get; init; } = true;

    /// <summary>
    /// Entries that the ledger remembers of each kind (apns-ids; tokens with topic and payload); 10,000,000 by default. An entry takes
    /// 32 to 64 bytes. A full ledger says so and counts no further duplicates.
    /// </summary>
    public int LedgerCapacity { get; init; } = 10_000_000;

    /// <summary>
    /// Whether the ledger remembers each device token itself, so that it can tell how often each was accepted; true by default. It takes
    /// another 50 to 80 bytes for each token.
    /// </summary>
    public bool LedgerTokens { get; init; } = true;

    /// <summary>The clock of provider tokens, latency and round-trip time; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">Options are wrong; the message names all of them.</exception>
    public void Validate()
    {
        List<string> errors = [];
        Check(Port is >= 0 and <= IPEndPoint.MaxPort, "Port is 0 to 65535.");
        Check(ControlPort is null or (>= 0 and <= IPEndPoint.MaxPort), "ControlPort is 0 to 65535.");
        Check(ControlPort is null or 0 || ControlPort != Port, "Port and ControlPort are different.");
        Check(ChannelPort is null or (>= 0 and <= IPEndPoint.MaxPort), "ChannelPort is 0 to 65535.");
        Check(
            ChannelPort is null or 0 || (ChannelPort != Port && ChannelPort != ControlPort),
            "ChannelPort is another than Port and ControlPort.");
        Check(Latency >= TimeSpan.Zero && Latency <= TimeSpan.FromHours(1), "Latency is 0 to 1 hour.");
        Check(Rtt >= TimeSpan.Zero && Rtt <= TimeSpan.FromHours(1), "Rtt is 0 to 1 hour.");
        Check(Streams is >= 1 and <= 100_000, "Streams is 1 to 100,000.");
        Check(Connections >= 1, "Connections is 1 or more.");
        Check(LedgerCapacity is >= 1 and <= 1_000_000_000, "LedgerCapacity is 1 to 1,000,000,000.");
        Check(Authentication == SimulatorAuthentication.Token || ProviderKey is null, "ProviderKey needs Authentication Token.");
        foreach (string name in HostNames)
            Check(Uri.CheckHostName(name) != UriHostNameType.Unknown, $"HostNames: '{name}' is no host name or address.");
        CheckProviderKey(errors);
        if (errors.Count > 0)
            throw new ArgumentException("The simulator's options are wrong: " + string.Join(' ', errors));

        void Check(bool holds, string rule)
        {
            if (!holds)
                errors.Add(rule);
        }
    }

    private void CheckProviderKey(List<string> errors)
    {
        if (ProviderKey is null)
            return;
        try
        {
            Credentials.ProviderKey.FromPem(ProviderKey).Dispose();
        }
        catch (ArgumentException wrong)
        {
            errors.Add(wrong.Message);
        }
    }
}
