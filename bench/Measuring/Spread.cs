namespace Push.Bench.Measuring;

/// <summary>The median of the rounds, and how far apart they lie.</summary>
readonly record struct Spread(double Median, double Minimum, double Maximum)
{
    /// <summary>(maximum − minimum) ÷ median, in percent.</summary>
    public double Percent => Median == 0 ? 0 : (Maximum - Minimum) * 100 / Median;

    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[^1]);
    }
}
