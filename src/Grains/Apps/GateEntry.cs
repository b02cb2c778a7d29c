namespace Push.Grains.Apps;

/// <summary>What <see cref="AppGate.EnterAsync"/> allows.</summary>
internal enum GateEntry
{
    /// <summary>To send whatever there is.</summary>
    Proven,

    /// <summary>To send a few, which show whether the rest may follow; then <see cref="AppGate.LeaveProbe"/>.</summary>
    Probe,

    /// <summary>To send one, to see whether what is closed still is; then <see cref="AppGate.LeaveProbe"/>.</summary>
    TryOne,

    /// <summary>Nothing: <see cref="AppGate.ProblemOf"/> says why.</summary>
    Closed,

    /// <summary>Nothing: another was trying for longer than the caller could wait.</summary>
    Late,
}
