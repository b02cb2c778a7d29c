using Push.Simulator.Tests.Fixtures;

[assembly: AssemblyFixture(typeof(OpenSimulator))]

namespace Push.Simulator.Tests.Fixtures;

/// <summary>One simulator without authentication that tests share when they look at nothing but their own answers.</summary>
public sealed class OpenSimulator : IAsyncLifetime
{
    public ApnsSimulator Simulator { get; private set; } = null!;

    public PushClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Simulator = await Start.OpenAsync();
        Client = new PushClient(Simulator);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Simulator.DisposeAsync();
    }
}
