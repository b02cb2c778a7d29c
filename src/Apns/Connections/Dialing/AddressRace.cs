using System.Net;
using System.Net.Sockets;

namespace Push.Apns.Connections;

/// <summary>
/// Connects to the first address that answers. Addresses of both families are tried in turn, each beside the ones before
/// it after a short delay or at once when one failed, and each with a time-out of its own (RFC 8305, "happy eyeballs"):
/// a dead IPv6 route costs a quarter of a second and not a minute.
/// </summary>
internal static class AddressRace
{
    /// <summary>Begins with the family that the resolver put first, then takes turns.</summary>
    public static IPAddress[] Interleave(IReadOnlyList<IPAddress> resolved)
    {
        if (resolved.Count == 0) return [];
        var first = new Queue<IPAddress>(resolved.Where(a => a.AddressFamily == resolved[0].AddressFamily));
        var second = new Queue<IPAddress>(resolved.Where(a => a.AddressFamily != resolved[0].AddressFamily));
        var order = new List<IPAddress>(resolved.Count);
        while (first.Count + second.Count > 0)
        {
            if (first.TryDequeue(out var one)) order.Add(one);
            if (second.TryDequeue(out var other)) order.Add(other);
        }

        return [.. order];
    }

    public static async Task<Socket> ConnectAsync(
        IPAddress[] addresses, int port, string name, DialRequest request, ConnectLog log, CancellationToken cancellation)
    {
        var begun = log.Begin();
        using var race = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = new List<Task<Connected?>>();
        var failures = new List<Exception>();
        Connected? winner = null;
        try
        {
            for (var next = 0; winner is null && (next < addresses.Length || running.Count > 0);)
            {
                if (next < addresses.Length)
                    running.Add(TryAsync(new IPEndPoint(addresses[next++], port), request, log, failures, race.Token));

                var pause = next < addresses.Length
                    ? Task.Delay(request.AddressDelay, request.Time, race.Token)
                    : Task.Delay(Timeout.InfiniteTimeSpan, race.Token);
                var ended = await Task.WhenAny(running.Cast<Task>().Append(pause)).ConfigureAwait(false);
                cancellation.ThrowIfCancellationRequested();
                if (ended is not Task<Connected?> attempt) continue;
                running.Remove(attempt);
                winner = await attempt.ConfigureAwait(false);
            }
        }
        finally
        {
            await race.CancelAsync().ConfigureAwait(false);
            foreach (var loser in running) _ = DisposeAsync(loser);
        }

        if (winner is null) Lost(begun, addresses, port, name, request, log, failures);
        // The socket is not asked: one that its peer has reset by now doesn't know any more.
        log.Reached(winner.Address);
        return winner.Socket;
    }

    private static async Task<Connected?> TryAsync(
        IPEndPoint address, DialRequest request, ConnectLog log, List<Exception> failures, CancellationToken race)
    {
        var begun = log.Begin();
        using var limit = new CancellationTokenSource(request.StepTimeout, request.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, race);
        Socket? socket = null;
        try
        {
            socket = request.Open(address.AddressFamily);
            socket.NoDelay = true;
            await socket.ConnectAsync(address, either.Token).ConfigureAwait(false);
            log.Passed(ConnectStep.Tcp, begun, $"{address} connected");
            return new Connected(socket, address);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket?.Dispose();
            var late = limit.IsCancellationRequested;
            if (!race.IsCancellationRequested)
                lock (failures) failures.Add(late ? new TimeoutException() : e);
            log.Failed(ConnectStep.Tcp, begun, Describe(address, e, late));
            return null;
        }
    }

    private static string Describe(IPEndPoint address, Exception e, bool late) => e switch
    {
        SocketException socket => $"{address}: {socket.Message}",
        _ when late => $"{address}: no answer in time",
        _ => $"{address}: another address was faster",
    };

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private static void Lost(
        long begun, IPAddress[] addresses, int port, string name, DialRequest request, ConnectLog log, List<Exception> failures)
    {
        var tried = string.Join(", ", addresses.Select(a => a.ToString()));
        var cause = failures.OfType<SocketException>().LastOrDefault();
        if (failures.OfType<SocketException>().FirstOrDefault(IsOwnLack) is { } lack)
            log.Fail(ConnectStep.Tcp, begun, ApnsConnectFailure.Local,
                $"This machine has no socket left to connect to {name} port {port}: {lack.Message} (tried {tried}).", lack);
        // One time-out among refusals is what there is to look at: a refusing address is at least alive.
        if (failures.Exists(f => f is TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut }))
            log.Fail(ConnectStep.Tcp, begun, ApnsConnectFailure.TimedOut,
                $"No answer from {name} port {port} within {request.StepTimeout.TotalSeconds:0.#} s (tried {tried}). "
                + "A firewall may drop the packets.", cause);
        if (cause?.SocketErrorCode == SocketError.ConnectionReset)
            log.Fail(ConnectStep.Tcp, begun, ApnsConnectFailure.Reset,
                $"{name} port {port} took the connection and reset it at once (tried {tried}). "
                + "A firewall or an inspecting proxy may be in between.", cause);
        log.Fail(ConnectStep.Tcp, begun, ApnsConnectFailure.Refused,
            $"{name} port {port} refused the connection: {cause?.Message ?? "no route"} (tried {tried}).", cause);
    }

    private static bool IsOwnLack(SocketException failure) =>
        failure.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable;

    private static async Task DisposeAsync(Task<Connected?> loser) => (await loser.ConfigureAwait(false))?.Socket.Dispose();

    private sealed record Connected(Socket Socket, IPEndPoint Address);
}
