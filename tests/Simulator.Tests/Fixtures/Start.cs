namespace Push.Simulator.Tests.Fixtures;

/// <summary>Starts simulators on free ports.</summary>
internal static class Start
{
    public static Task<ApnsSimulator> OpenAsync(Func<SimulatorOptions, SimulatorOptions>? change = null) =>
        WithAsync(new SimulatorOptions { Authentication = SimulatorAuthentication.None }, change);

    public static Task<ApnsSimulator> TokenAsync(Func<SimulatorOptions, SimulatorOptions>? change = null) =>
        WithAsync(new SimulatorOptions(), change);

    public static Task<ApnsSimulator> CertificateAsync(Func<SimulatorOptions, SimulatorOptions>? change = null) =>
        WithAsync(new SimulatorOptions { Authentication = SimulatorAuthentication.Certificate }, change);

    private static Task<ApnsSimulator> WithAsync(SimulatorOptions options, Func<SimulatorOptions, SimulatorOptions>? change) =>
        ApnsSimulator.StartAsync(
            change is null ? options with { ControlPort = null } : change(options with { ControlPort = null }),
            TestContext.Current.CancellationToken);
}
