using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;

namespace Push.Apns.Connections;

/// <summary>Collects the stages of one attempt to connect. Several addresses may be tried at once, hence the lock.</summary>
internal sealed class ConnectLog(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<ConnectStage> _stages = [];
    private ConnectReport _report = new() { Stages = [] };

    public long Begin() => time.GetTimestamp();

    public void Passed(ConnectStep step, long begun, string detail) => Add(step, begun, detail, true);

    public void Failed(ConnectStep step, long begun, string detail) => Add(step, begun, detail, false);

    public void Reached(IPEndPoint address) => _report = _report with { Address = address };

    public void Secured(SslStream tls) => _report = _report with
    {
        TlsVersion = tls.SslProtocol,
        Cipher = tls.NegotiatedCipherSuite,
        Alpn = tls.NegotiatedApplicationProtocol.ToString(),
        ServerCertificate = tls.RemoteCertificate?.Subject,
    };

    public ConnectReport Report()
    {
        lock (_gate) return _report with { Stages = [.. _stages] };
    }

    /// <summary>Ends the attempt: the failed stage is noted and goes along with the exception.</summary>
    [DoesNotReturn]
    public void Fail(
        ConnectStep step, long begun, ApnsConnectFailure failure, string message, Exception? inner = null, int? proxyStatus = null)
    {
        Failed(step, begun, message);
        throw new ApnsConnectException(failure, message, Report(), inner) { ProxyStatus = proxyStatus };
    }

    private void Add(ConnectStep step, long begun, string detail, bool succeeded)
    {
        var stage = new ConnectStage(step, detail, time.GetElapsedTime(begun), succeeded);
        lock (_gate) _stages.Add(stage);
    }
}
