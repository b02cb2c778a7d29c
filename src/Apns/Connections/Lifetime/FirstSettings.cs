namespace Push.Apns.Connections;

/// <summary>The last step of connecting: both sides exchange SETTINGS, and the peer doesn't hang up.</summary>
internal static class FirstSettings
{
    public static async Task AwaitAsync(
        ConnectionParts parts, ApnsConnectionOptions options, ConnectLog log, CancellationToken cancellation)
    {
        var begun = log.Begin();
        using var limit = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            parts.Begin();
            await Task.WhenAny(parts.Handler.Ready, parts.Closer.Closed).WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            log.Fail(ConnectStep.Settings, begun, ApnsConnectFailure.TimedOut,
                $"{options.Endpoint} sent no SETTINGS within {options.ConnectTimeout.TotalSeconds:0.#} s.", e);
        }

        if (parts.Closer.End is { } end)
        {
            var failure = end.Kind == ConnectionEndKind.Lost ? ApnsConnectFailure.Reset : ApnsConnectFailure.Http2;
            log.Fail(ConnectStep.Settings, begun, failure, $"{options.Endpoint} ended the connection: {end.Message}", end.Error);
        }

        var peer = ApnsConnectionLimits.Of(parts.Budget.Peer);
        var streams = peer.ConcurrentStreams == int.MaxValue ? "any number of" : $"{peer.ConcurrentStreams}";
        log.Passed(ConnectStep.Settings, begun, $"{streams} streams, window {peer.InitialWindow}, header table {peer.HeaderTable}");
    }
}
