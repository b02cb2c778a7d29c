using Push.Simulator.Randomness;

namespace Push.Simulator.Faults;

/// <summary>Decides which requests a fault hits. Asked by all connections at once.</summary>
internal sealed class FaultTrigger(RequestFault fault, ulong seed)
{
    private readonly byte[] _prefix = Convert.FromHexString(Even(fault.TokenPrefix));
    private readonly bool _endsInHalf = fault.TokenPrefix?.Length % 2 == 1;
    private long _seen;
    private int _fired;

    public bool Hits(ReadOnlySpan<byte> token)
    {
        if (!Covers(token))
            return false;
        long number = Interlocked.Increment(ref _seen);
        bool due = fault switch
        {
            { Every: { } every } => number % every == 0,
            { Rate: { } rate } => SplitMix64.FractionAt(seed, number) < rate,
            _ => true,
        };
        return due && (fault.Times is not { } times || Interlocked.Increment(ref _fired) <= times);
    }

    private static string Even(string? digits) => digits is null ? "" : digits.Length % 2 == 0 ? digits : digits + "0";

    private bool Covers(ReadOnlySpan<byte> token) =>
        (_prefix.Length == 0 || Begins(token)) && (fault.TokenShare is not { } share || Fraction(token) < share);

    private bool Begins(ReadOnlySpan<byte> token)
    {
        if (!_endsInHalf)
            return token.StartsWith(_prefix);
        int whole = _prefix.Length - 1;
        return token.Length > whole && token.StartsWith(_prefix.AsSpan(0, whole)) && (token[whole] >> 4) == (_prefix[whole] >> 4);
    }

    private double Fraction(ReadOnlySpan<byte> token) => SplitMix64.Fraction(SplitMix64.Hash(seed, token));
}
