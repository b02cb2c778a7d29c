namespace Push.Grains.Connections;

/// <summary>
/// When a slot leaves a silo that is not its home any more. Slots of an app go one after the other, each after its number
/// times some seconds; one that is about to go takes nothing more, and goes when all that it took has come back, or should
/// have. Pure.
/// </summary>
/// <remarks>Belongs to a <see cref="ConnectionGrain"/>, which looks after it regularly.</remarks>
internal sealed class SlotMove(int slot)
{
    /// <summary>How long after a look the next one is.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait for what was taken: a batch returns within this time.</summary>
    public static readonly TimeSpan MaxDrain = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private TimeSpan _misplacedFor;
    private TimeSpan _movingFor;

    /// <summary>Whether it takes nothing more.</summary>
    public bool IsMoving { get; private set; }

    /// <summary>Looks, an interval after the last time.</summary>
    /// <param name="isHome">Whether the slot belongs where it is: silos come and go also while it drains.</param>
    /// <param name="isIdle">Whether all that it took has come back.</param>
    /// <returns>Whether it goes now.</returns>
    public bool Look(bool isHome, bool isIdle)
    {
        if (isHome)
        {
            (_misplacedFor, _movingFor, IsMoving) = (TimeSpan.Zero, TimeSpan.Zero, false);
            return false;
        }
        if (IsMoving) _movingFor += Interval;
        else _misplacedFor += Interval;
        IsMoving |= _misplacedFor >= Pause * (slot + 1);
        return IsMoving && (isIdle || _movingFor >= MaxDrain);
    }
}
