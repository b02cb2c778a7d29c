using System.Security.Cryptography;
using Push.Apns;
using Push.Apns.Connections;
using Push.Cli.CommandLine;
using Push.Cli.Sending;

namespace Push.Cli.Doctor;

/// <summary>Walks the way to APNs stage by stage, and remembers what it found.</summary>
internal sealed class Examination(Target target, TimeProvider time)
{
    private readonly List<DoctorStage> _stages = [];

    public IReadOnlyList<DoctorStage> Stages => _stages;

    /// <summary>Runs all stages; stops at the first that fails.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        AddCertificate();
        try
        {
            await using var connection = await ApnsConnection
                .ConnectAsync(target.ConnectionOptions(time), cancellationToken);
            AddConnecting(connection.Report);
            AddSettings(connection);
            await PingAsync(connection, cancellationToken);
            return await ProveCredentialAsync(connection, cancellationToken);
        }
        catch (ApnsConnectException e)
        {
            AddConnecting(e.Report);
            return ExitCode.Unreachable;
        }
        catch (IOException e)
        {
            _stages.Add(new DoctorStage("round trip", false, e.Message));
            return ExitCode.Unreachable;
        }
    }

    private void AddCertificate()
    {
        if (target.Credential is not CertificateCredential certificate) return;
        var topics = certificate.Topics.Count > 0 ? string.Join(", ", certificate.Topics) : "no topic";
        var end = certificate.ExpiryWarning(time.GetUtcNow()) ?? $"valid until {certificate.ExpiresAt.ToUniversalTime():u}";
        _stages.Add(new DoctorStage("client certificate", true, $"{certificate.CertificateKind} certificate for {topics}; {end}"));
    }

    private void AddConnecting(ConnectReport report)
    {
        foreach (var stage in report.Stages)
        {
            if (stage.Step == ConnectStep.Settings && stage.Succeeded) continue; // said with its contents
            _stages.Add(new DoctorStage(NameOf(stage.Step), stage.Succeeded, stage.Detail, Milliseconds(stage.Took)));
            if (stage is { Step: ConnectStep.Tls, Succeeded: true })
            {
                _stages.Add(new DoctorStage("certificate", true, report.ServerCertificate ?? "unnamed"));
                _stages.Add(new DoctorStage("ALPN", true, report.Alpn));
            }
        }
    }

    private void AddSettings(ApnsConnection connection)
    {
        var took = connection.Report.Stages.LastOrDefault(stage => stage.Step == ConnectStep.Settings)?.Took;
        _stages.Add(new DoctorStage("SETTINGS", true, Describe(connection), took is { } time ? Milliseconds(time) : null));
    }

    private static string Describe(ApnsConnection connection)
    {
        var limits = connection.Limits;
        var streams = limits.ConcurrentStreams == int.MaxValue ? "unlimited" : $"{limits.ConcurrentStreams:N0}";
        var first = connection.StreamLimit == 1 && limits.ConcurrentStreams > 1 ? " (one until the first answer)" : "";
        return $"streams {streams}{first}, window {limits.InitialWindow:N0}, frames {limits.FrameSize:N0}, header table {limits.HeaderTable:N0}";
    }

    private async Task PingAsync(ApnsConnection connection, CancellationToken cancellationToken)
    {
        var trip = await connection.PingAsync(cancellationToken);
        _stages.Add(new DoctorStage("round trip", true, "PING answered", Milliseconds(trip)));
    }

    /// <summary>
    /// A notification to a token that no device has: APNs looks at the credential first, so an answer about the token proves
    /// the credential, and nobody gets anything.
    /// </summary>
    private async Task<int> ProveCredentialAsync(ApnsConnection connection, CancellationToken cancellationToken)
    {
        var madeUp = RandomNumberGenerator.GetBytes(32);
        (madeUp[0], madeUp[1]) = (0xBA, 0xDD); // what our simulator knows as a bad token
        var content = new NotificationContent
        {
            Payload = "{\"aps\":{\"content-available\":1}}"u8.ToArray(),
            Topic = target.Topic,
            PushType = PushType.Background,
            Priority = 5,
            Expiration = Expiration.OneAttempt,
        };
        var begun = time.GetTimestamp();
        var result = await connection
            .SendAsync(new Notification(DeviceToken.FromBytes(madeUp), content), cancellationToken);
        (bool passed, string detail, int exitCode) = Judge(result, connection.Explain(result.Reason));
        _stages.Add(new DoctorStage("credential", passed, detail, Milliseconds(time.GetElapsedTime(begun))));
        return exitCode;
    }

    private (bool Passed, string Detail, int ExitCode) Judge(in AttemptResult result, string? explanation)
    {
        var answer = result.Status == 0
            ? result.ToString()
            : $"a made-up token was answered {result.Status} {result.Reason?.Text}".TrimEnd();
        var advised = $"{answer}. {Advice.For(result, target.Environment, explanation)}";
        var proof = $"{answer}: the credential is good";
        return result switch
        {
            { Reason.Verdict: Verdict.ProposeRetirement or Verdict.Retire } => (true, proof, ExitCode.Finished),
            { Outcome: AttemptOutcome.Accepted } => (true, proof, ExitCode.Finished),
            { Reason.Verdict: Verdict.FixCredential or Verdict.RenewToken } => (false, advised, ExitCode.Unreachable),
            { Reason: not null } => (false, advised, ExitCode.Incomplete),
            _ => (false, advised, ExitCode.Unreachable),
        };
    }

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);

    private static string NameOf(ConnectStep step) => step switch
    {
        ConnectStep.Dns => "DNS",
        ConnectStep.Tcp => "TCP",
        ConnectStep.Proxy => "proxy",
        ConnectStep.Tls => "TLS",
        _ => "SETTINGS",
    };
}
