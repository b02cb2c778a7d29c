namespace Push.Apns.Connections;

/// <summary>
/// How long to wait before the next attempt to connect. The first is immediate; after a failure, or a connection that
/// ended soon and was of no use, attempts are seconds apart and double up to a minute: Apple takes connections that come
/// and go quickly for an attack. One that was of use begins anew: a campaign gets on even if Apple sends GOAWAY all the time.
/// Pure; the caller brings clock and chance.
/// </summary>
internal sealed class ConnectBackoff
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>A connection that lived shorter counts as a failed attempt.</summary>
    public static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(10);

    /// <summary>How far apart connections are that Apple ends in good order one after the other.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private int _failures;

    /// <summary>What to wait, counted from the last failure; zero when there was none.</summary>
    public TimeSpan Delay { get; private set; }

    /// <summary>An attempt failed, or its connection ended soon.</summary>
    /// <param name="chance">0 to 1: spreads the attempts of many clients over half of the time.</param>
    public void Failed(double chance)
    {
        _failures++;
        var longest = First.TotalSeconds * Math.Pow(2, Math.Min(_failures, 10) - 1);
        Delay = TimeSpan.FromSeconds(Math.Min(longest, Longest.TotalSeconds) * (0.5 + (chance / 2)));
    }

    /// <summary>A connection over which notifications were accepted ended soon.</summary>
    /// <param name="orderly">Whether it was ended in good order.</param>
    /// <param name="chance">0 to 1, as for <see cref="Failed"/>.</param>
    public void Interrupted(bool orderly, double chance)
    {
        Succeeded();
        if (orderly) Delay = Pace;
        else Failed(chance);
    }

    /// <summary>A connection has lived long enough.</summary>
    public void Succeeded() => (_failures, Delay) = (0, TimeSpan.Zero);
}
