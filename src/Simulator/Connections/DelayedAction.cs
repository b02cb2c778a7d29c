namespace Push.Simulator.Connections;

/// <summary>What waits for the simulated network path.</summary>
internal enum DelayedKind : byte
{
    SettingsAck,
    PingAck,
    WindowUpdate,
}

/// <summary>One frame that waits for the simulated network path.</summary>
/// <param name="Due">When, on the time provider's timestamp scale.</param>
/// <param name="Kind">What.</param>
/// <param name="Value">PING's eight bytes, or the increment of WINDOW_UPDATE.</param>
internal readonly record struct DelayedAction(long Due, DelayedKind Kind, ulong Value);
