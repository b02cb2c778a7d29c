using System.Collections.Immutable;

namespace Push.Grains.DeviceLogs;

/// <summary>
/// What devices report to a web service: the last lines, in memory. Anybody can send some, so they are never stored, and
/// never reach the log of a silo. Key: <see cref="Wallet"/>, or a website push id.
/// </summary>
[GrainInterfaceType("push.device-log"), Alias("push.device-log")]
public interface IDeviceLogGrain : IGrainWithStringKey
{
    /// <summary>The key of Wallet's log.</summary>
    const string Wallet = "wallet";

    /// <summary>Adds lines; what is too long is cut off.</summary>
    [Alias("Add")]
    Task Add(ImmutableArray<string> lines);

    /// <summary>The last lines, the oldest first.</summary>
    [Alias("Get")]
    Task<ImmutableArray<LoggedLine>> Get();
}

/// <summary>A line that a device reported.</summary>
/// <param name="At">When it arrived.</param>
/// <param name="Text">What it says, without control characters.</param>
[GenerateSerializer, Immutable, Alias("push.logged-line")]
public sealed record LoggedLine([property: Id(0)] DateTimeOffset At, [property: Id(1)] string Text);
