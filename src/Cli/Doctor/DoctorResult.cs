namespace Push.Cli.Doctor;

/// <summary>What <c>push doctor</c> found.</summary>
/// <param name="Endpoint">Host and port.</param>
/// <param name="Healthy">Whether every stage was passed.</param>
/// <param name="Stages">The stages in their order; the last one is the one that failed, if one did.</param>
internal sealed record DoctorResult(string Endpoint, bool Healthy, IReadOnlyList<DoctorStage> Stages);

/// <summary>One stage.</summary>
/// <param name="Name">Its name: client certificate, DNS, TCP, proxy, TLS, certificate, ALPN, SETTINGS, round trip, credential.</param>
/// <param name="Passed">Whether it was passed; an address that lost against another is not, and does no harm.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Milliseconds">How long it took.</param>
internal sealed record DoctorStage(string Name, bool Passed, string Detail, double? Milliseconds = null);
