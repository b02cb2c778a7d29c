
namespace Push.Cli.Output;

/// <summary>How far a piece of work is.</summary>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all; 0 when that is not known.</param>
/// <param name="Fraction">The part done when units in all are not known, 0 to 1.</param>
internal readonly record struct ProgressLine(long Done, long Total, double? Fraction = null)
{
    /// <summary>The part that is done, 0 to 1; null when nobody knows.</summary>
    public double? Part => Total > 0 ? (double)Done / Total : Fraction;

    public override string ToString() => Total > 0
        ? $"{Done:N0} of {Total:N0}"
        : $"{Done:N0}";
}
