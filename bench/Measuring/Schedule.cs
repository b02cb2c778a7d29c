namespace Push.Bench.Measuring;

/// <summary>How long and how often is measured.</summary>
/// <param name="Rounds">Rounds that count, after the warm-up.</param>
/// <param name="RoundSeconds">About how long one round takes.</param>
/// <param name="MaxWarmUps">Warm-up rounds at most; it ends before, when two in a row differ by less than 5 %.</param>
sealed record Schedule(int Rounds, double RoundSeconds, int MaxWarmUps)
{
    public const double WarmDifference = 0.05;

    public static Schedule Full { get; } = new(Rounds: 5, RoundSeconds: 2, MaxWarmUps: 12);

    /// <summary>Enough to see that everything works, too little to quote.</summary>
    public static Schedule Quick { get; } = new(Rounds: 3, RoundSeconds: 0.25, MaxWarmUps: 3);

    public static Schedule For(bool quick) => quick ? Quick : Full;
}
