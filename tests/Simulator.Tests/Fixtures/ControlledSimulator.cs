namespace Push.Simulator.Tests.Fixtures;

/// <summary>Tests that have a simulator of their own with a control port, a client for its pushes and one for that port.</summary>
public abstract class ControlledSimulator : IAsyncLifetime
{
    protected ApnsSimulator Simulator { get; private set; } = null!;

    protected PushClient Client { get; private set; } = null!;

    protected HttpClient Control { get; private set; } = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Simulator = await Start.OpenAsync(o => o with { ControlPort = 0 });
        Client = new PushClient(Simulator);
        Control = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Simulator.ControlPort}") };
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Control.Dispose();
        Client.Dispose();
        await Simulator.DisposeAsync();
    }
}
