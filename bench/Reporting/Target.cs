using System.Globalization;

namespace Push.Bench.Reporting;

/// <summary>What a figure is wanted to be: at least, or at most, a limit.</summary>
readonly record struct Target(bool IsMinimum, double Limit)
{
    public static Target AtLeast(double limit) => new(true, limit);

    public static Target AtMost(double limit) => new(false, limit);

    public bool IsMetBy(double value) => IsMinimum ? value >= Limit : value <= Limit;

    public override string ToString() =>
        (IsMinimum ? ">= " : "<= ") + Limit.ToString("0.##", CultureInfo.InvariantCulture);
}
