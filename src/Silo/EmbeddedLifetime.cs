namespace Push.Silo;

/// <summary>An embedded host ends when its program says so: Ctrl-C and SIGTERM are the program's.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
