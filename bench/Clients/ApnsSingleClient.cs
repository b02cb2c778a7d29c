using System.Diagnostics;
using Push.Apns;
using Push.Apns.Connections;

namespace Push.Bench.Clients;

/// <summary><see cref="ApnsConnection.SendAsync"/>, as many at once as there are streams, or one at a time.</summary>
sealed class ApnsSingleClient(ClientSettings settings) : IClient
{
    private readonly ApnsTarget _target = new(settings);
    private readonly FreshIds _ids = new();
    private int _position;
    private int _remaining;

    public Task ConnectAsync(CancellationToken cancellationToken) => _target.ConnectAsync(cancellationToken);

    public async Task<int> SendAsync(int count, SendTimes? times, CancellationToken cancellationToken)
    {
        _remaining = count;
        var senders = Enumerable.Range(0, Math.Min(count, settings.AtOnce)).Select(
            number => SendInTurnAsync(
                _target.Connections[number % _target.Connections.Count], times, cancellationToken));
        var accepted = await Task.WhenAll(senders);
        return accepted.Sum();
    }

    public ValueTask DisposeAsync() => _target.DisposeAsync();

    private async Task<int> SendInTurnAsync(
        ApnsConnection connection, SendTimes? times, CancellationToken cancellationToken)
    {
        var accepted = 0;
        while (Interlocked.Decrement(ref _remaining) >= 0)
        {
            var started = Stopwatch.GetTimestamp();
            var id = _ids.NextShared();
            var token = _target.Tokens[(uint)Interlocked.Increment(ref _position) % (uint)_target.Tokens.Length];
            var result = await connection.SendAsync(
                new Notification(token, _target.Content) { Id = id }, cancellationToken);
            if (_target.IsGood(result, id))
                accepted++;
            times?.Add(started);
        }

        return accepted;
    }
}
