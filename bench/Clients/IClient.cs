namespace Push.Bench.Clients;

/// <summary>One API under measurement, inside its client process.</summary>
interface IClient : IAsyncDisposable
{
    /// <summary>Connects and sends one notification, so that the sink's limits are known.</summary>
    Task ConnectAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Sends so many notifications, reads every answer, and gives how many were accepted under the id they were sent
    /// with. Times of single sends go into <paramref name="times"/> where there is one.
    /// </summary>
    Task<int> SendAsync(int count, SendTimes? times, CancellationToken cancellationToken);
}
