namespace Push.Simulator.Faults;

/// <summary>How the times to the answers are distributed. A negative sample is zero, one above an hour is an hour.</summary>
public abstract record LatencyDistribution
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private protected LatencyDistribution()
    {
    }

    /// <summary>Always the same.</summary>
    public static LatencyDistribution Fixed(TimeSpan latency) => new FixedLatency(latency);

    /// <summary>Evenly between two times.</summary>
    public static LatencyDistribution Uniform(TimeSpan least, TimeSpan most) => new UniformLatency(least, most);

    /// <summary>Normal: two thirds lie within <paramref name="deviation"/> around <paramref name="mean"/>.</summary>
    public static LatencyDistribution Normal(TimeSpan mean, TimeSpan deviation) => new NormalLatency(mean, deviation);

    /// <summary>Exponential: many short, few very long.</summary>
    public static LatencyDistribution Exponential(TimeSpan mean) => new ExponentialLatency(mean);

    /// <summary>
    /// By percentiles (above 0, at most 100), ascending, with straight lines between them; below the first and above the last it is
    /// theirs.
    /// </summary>
    public static LatencyDistribution Percentiles(params IReadOnlyList<(double Percentile, TimeSpan Latency)> points) =>
        new PercentileLatency(points);

    /// <summary>One time, by two independent fractions of 0 or more and below 1.</summary>
    internal TimeSpan Sample(double first, double second)
    {
        double milliseconds = Milliseconds(first, second);
        return milliseconds >= Longest.TotalMilliseconds
            ? Longest
            : TimeSpan.FromMilliseconds(Math.Max(0, milliseconds));
    }

    internal abstract void Check(string field, InputProblems problems);

    private protected abstract double Milliseconds(double first, double second);

    private protected static void CheckTime(TimeSpan time, string field, InputProblems problems) => problems.Unless(
        time >= TimeSpan.Zero && time <= Longest, field, "is 0 to 3,600,000 milliseconds");
}

internal sealed record FixedLatency(TimeSpan Latency) : LatencyDistribution
{
    internal override void Check(string field, InputProblems problems) => CheckTime(Latency, field + ".fixed", problems);

    private protected override double Milliseconds(double first, double second) => Latency.TotalMilliseconds;
}

internal sealed record UniformLatency(TimeSpan Least, TimeSpan Most) : LatencyDistribution
{
    internal override void Check(string field, InputProblems problems)
    {
        CheckTime(Least, field + ".uniform[0]", problems);
        CheckTime(Most, field + ".uniform[1]", problems);
        problems.Unless(Least <= Most, field + ".uniform", "is the least and then the most");
    }

    private protected override double Milliseconds(double first, double second) =>
        Least.TotalMilliseconds + (first * (Most - Least).TotalMilliseconds);
}

internal sealed record NormalLatency(TimeSpan Mean, TimeSpan Deviation) : LatencyDistribution
{
    internal override void Check(string field, InputProblems problems)
    {
        CheckTime(Mean, field + ".normal.mean", problems);
        CheckTime(Deviation, field + ".normal.deviation", problems);
    }

    /// <summary>The method of Box and Muller.</summary>
    private protected override double Milliseconds(double first, double second) =>
        Mean.TotalMilliseconds
        + (Deviation.TotalMilliseconds * Math.Sqrt(-2 * Math.Log(1 - first)) * Math.Cos(2 * Math.PI * second));
}

internal sealed record ExponentialLatency(TimeSpan Mean) : LatencyDistribution
{
    internal override void Check(string field, InputProblems problems) => CheckTime(Mean, field + ".exponential.mean", problems);

    private protected override double Milliseconds(double first, double second) => -Mean.TotalMilliseconds * Math.Log(1 - first);
}

internal sealed record PercentileLatency(IReadOnlyList<(double Percentile, TimeSpan Latency)> Points) : LatencyDistribution
{
    internal override void Check(string field, InputProblems problems)
    {
        field += ".percentiles";
        problems.Unless(Points?.Count is >= 1 and <= 100, field, "are 1 to 100");
        for (int i = 0; i < Points?.Count; i++)
        {
            string point = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{field}.{Points[i].Percentile}");
            CheckTime(Points[i].Latency, point, problems);
            problems.Unless(Points[i].Percentile is > 0 and <= 100, point, "is above 0 and at most 100");
            problems.Unless(
                i == 0 || (Points[i].Percentile > Points[i - 1].Percentile && Points[i].Latency >= Points[i - 1].Latency),
                point, "is no lower than the percentile before it");
        }
    }

    private protected override double Milliseconds(double first, double second)
    {
        double percentile = 100 * first;
        (double before, TimeSpan low) = (0, Points[0].Latency);
        foreach ((double at, TimeSpan latency) in Points)
        {
            if (percentile < at)
                return low.TotalMilliseconds + ((percentile - before) / (at - before) * (latency - low).TotalMilliseconds);
            (before, low) = (at, latency);
        }

        return low.TotalMilliseconds;
    }
}
