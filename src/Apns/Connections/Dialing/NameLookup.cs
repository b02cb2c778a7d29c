using System.Net;
using System.Net.Sockets;

namespace Push.Apns.Connections;

/// <summary>Resolves a name for every new connection: Apple spreads its load over changing addresses.</summary>
internal static class NameLookup
{
    public static async Task<IPAddress[]> ResolveAsync(
        string host, DialRequest request, ConnectLog log, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal)) return [literal];
        var begun = log.Begin();
        using var limit = new CancellationTokenSource(request.StepTimeout, request.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            // The resolver of the operating system can't always be cancelled; the time-out holds all the same.
            var found = await request.Resolve(host, either.Token).WaitAsync(either.Token).ConfigureAwait(false);
            if (found.Length == 0)
                log.Fail(ConnectStep.Dns, begun, ApnsConnectFailure.Dns, $"The name {host} has no address.");
            var order = AddressRace.Interleave(found);
            log.Passed(ConnectStep.Dns, begun, $"{host} is {string.Join(", ", order.Select(a => a.ToString()))}");
            return order;
        }
        catch (SocketException e)
        {
            log.Fail(ConnectStep.Dns, begun, ApnsConnectFailure.Dns,
                $"The name {host} could not be resolved: {e.Message}.", e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            log.Fail(ConnectStep.Dns, begun, ApnsConnectFailure.Dns,
                $"The name {host} could not be resolved within {request.StepTimeout.TotalSeconds:0.#} s.", e);
        }

        throw new InvalidOperationException("not reached");
    }
}
