namespace Push.Cli.Simulation;

/// <summary>What <c>push simulator</c> prints when it listens.</summary>
internal sealed record SimulatorReady
{
    /// <summary>The port of the device pushes.</summary>
    public required int Port { get; init; }

    /// <summary>The port of the control interface.</summary>
    public required int? ControlPort { get; init; }

    /// <summary>The port of channel management; null when there is none.</summary>
    public int? ChannelPort { get; init; }

    /// <summary>The file with the root certificate, if one was written.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The root certificate that clients have to trust, in PEM.</summary>
    public required string Certificate { get; init; }
}
