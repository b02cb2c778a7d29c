using Push.Bench.Sinks;

namespace Push.Bench.Measuring;

/// <summary>A client under measurement, in its own process.</summary>
interface IContender : IAsyncDisposable
{
    string Name { get; }

    Sink Sink { get; }

    /// <summary>How many notifications the first warm-up round sends, before any rate is known.</summary>
    int FirstCount { get; }

    /// <summary>Sends so many notifications; anything not accepted is a <see cref="BenchException"/>.</summary>
    Task<Sample> RunAsync(int count, CancellationToken cancellationToken);

    /// <summary>From now on through another port of the same host: new connection, same process where it lives on.</summary>
    Task ConnectAsync(int port, CancellationToken cancellationToken);
}
