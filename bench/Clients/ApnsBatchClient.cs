using Push.Apns;
using Push.Apns.Connections;

namespace Push.Bench.Clients;

/// <summary>
/// <see cref="ApnsConnection.SendBatchAsync"/> as a campaign uses it: chunks of 1,000 devices, four at once on each
/// connection, ids and results in memory that is used again. Short rounds get smaller chunks, so that all connections
/// have work until the end.
/// </summary>
sealed class ApnsBatchClient(ClientSettings settings) : IClient
{
    private const int LargestBatch = 1000;
    private const int SmallestBatch = 50;
    private const int BatchesAtOnce = 4;
    private const int BatchesPerLane = 8;
    private static readonly TimeSpan WriteWithin = TimeSpan.FromSeconds(60);

    private readonly ApnsTarget _target = new(settings);
    private Lane[] _lanes = [];
    private int _batch;
    private int _remaining;

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await _target.ConnectAsync(cancellationToken);
        // The connections take turns in the list, since small rounds use its first lanes only.
        var connections = _target.Connections;
        _lanes =
        [
            .. Enumerable.Range(0, connections.Count * BatchesAtOnce)
                .Select(number => new Lane(connections[number % connections.Count], FirstToken: number * LargestBatch)),
        ];
    }

    public async Task<int> SendAsync(int count, SendTimes? times, CancellationToken cancellationToken)
    {
        _remaining = count;
        _batch = Math.Clamp(count / (_lanes.Length * BatchesPerLane), SmallestBatch, LargestBatch);
        var accepted = await Task.WhenAll(_lanes.Select(lane => SendInTurnAsync(lane, cancellationToken)));
        return accepted.Sum();
    }

    public ValueTask DisposeAsync() => _target.DisposeAsync();

    private async Task<int> SendInTurnAsync(Lane lane, CancellationToken cancellationToken)
    {
        var accepted = 0;
        while (Take() is var size and > 0)
        {
            lane.Fill(size, _target.Tokens, _target.Values);
            await lane.Connection.SendBatchAsync(
                _target.Content,
                lane.Recipients.AsMemory(0, size),
                lane.Results.AsMemory(0, size),
                WriteWithin,
                cancellationToken);
            for (var index = 0; index < size; index++)
            {
                if (_target.IsGood(lane.Results[index], lane.Recipients[index].Id))
                    accepted++;
            }
        }

        return accepted;
    }

    private int Take()
    {
        var left = Interlocked.Add(ref _remaining, -_batch) + _batch;
        return Math.Clamp(left, 0, _batch);
    }

    /// <summary>One batch after the other on one connection.</summary>
    private sealed record Lane(ApnsConnection Connection, int FirstToken)
    {
        private readonly FreshIds _ids = new();
        private int _position = FirstToken;

        public Recipient[] Recipients { get; } = new Recipient[LargestBatch];

        public AttemptResult[] Results { get; } = new AttemptResult[LargestBatch];

        public void Fill(int size, DeviceToken[] tokens, ReadOnlyMemory<byte> values)
        {
            for (var index = 0; index < size; index++)
            {
                Recipients[index] = new Recipient(tokens[(uint)_position++ % (uint)tokens.Length], _ids.Next(), values);
                Results[index] = default;
            }
        }
    }
}
