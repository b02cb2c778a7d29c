using Push.Simulator.Requests;

namespace Push.Simulator.Notifications;

/// <summary>The last requests, and those who wait for one.</summary>
internal sealed class NotificationRing(int capacity)
{
    private readonly RequestRecord?[] _records = new RequestRecord?[capacity];
    private readonly Lock _gate = new();
    private readonly List<Waiter> _waiters = [];
    private int _next;

    /// <summary>Takes a record that was answered; gives back the one that it pushed out, if any, for use again.</summary>
    public RequestRecord? Exchange(RequestRecord record)
    {
        Waiter[] waiters = [];
        ReceivedNotification? seen = null;
        RequestRecord? old;
        lock (_gate)
        {
            old = _records[_next];
            _records[_next] = record;
            _next = _next + 1 == capacity ? 0 : _next + 1;
            if (_waiters.Count > 0)
            {
                waiters = [.. _waiters];
                seen = record.ToNotification();
            }
        }

        foreach (Waiter waiter in waiters)
            waiter.Offer(seen!);
        return old;
    }

    /// <summary>The last requests, oldest first.</summary>
    public ReceivedNotification[] Read()
    {
        lock (_gate)
        {
            List<ReceivedNotification> read = [];
            for (int i = 0; i < capacity; i++)
            {
                if (_records[(_next + i) % capacity] is { } record)
                    read.Add(record.ToNotification());
            }

            return [.. read];
        }
    }

    public void Clear()
    {
        lock (_gate)
            Array.Clear(_records);
    }

    /// <summary>The first request that fits, among the last ones or those to come.</summary>
    public async Task<ReceivedNotification> WaitForAsync(Predicate<ReceivedNotification> fits, CancellationToken cancellationToken)
    {
        Waiter waiter = new(fits);
        lock (_gate)
            _waiters.Add(waiter);
        try
        {
            // Registered first, read second: a request that comes between the two is seen at least once.
            foreach (ReceivedNotification past in Read())
                waiter.Offer(past);
            return await waiter.Found.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
                _waiters.Remove(waiter);
        }
    }

    private sealed class Waiter(Predicate<ReceivedNotification> fits)
    {
        private readonly TaskCompletionSource<ReceivedNotification> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<ReceivedNotification> Found => _found.Task;

        /// <summary>A predicate that throws fails its own wait, never a connection.</summary>
        public void Offer(ReceivedNotification notification)
        {
            try
            {
                if (!_found.Task.IsCompleted && fits(notification))
                    _found.TrySetResult(notification);
            }
#pragma warning disable CA1031 // The predicate is the caller's: whatever it throws is the caller's to see.
            catch (Exception thrown)
#pragma warning restore CA1031
            {
                _found.TrySetException(thrown);
            }
        }
    }
}
