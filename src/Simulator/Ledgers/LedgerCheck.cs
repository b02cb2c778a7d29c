namespace Push.Simulator.Ledgers;

/// <summary>Whether each of the expected device tokens was accepted once: nobody lost, nobody twice.</summary>
public sealed record LedgerCheck
{
    /// <summary>Tokens that are named, of those that were lost or accepted repeatedly.</summary>
    public const int MaxNamed = 1000;

    /// <summary>Tokens expected.</summary>
    public long Expected { get; init; }

    /// <summary>Tokens accepted once.</summary>
    public long Once { get; init; }

    /// <summary>Tokens never accepted.</summary>
    public long Lost { get; init; }

    /// <summary>Tokens accepted more than once.</summary>
    public long Repeated { get; init; }

    /// <summary>Answers to these tokens that repeated an accepted one: 2 for a token accepted three times.</summary>
    public long Repetitions { get; init; }

    /// <summary>The first tokens that were never accepted, in hexadecimal digits.</summary>
    public IReadOnlyList<string> LostTokens { get; init; } = [];

    /// <summary>The first tokens that were accepted more than once.</summary>
    public IReadOnlyList<string> RepeatedTokens { get; init; } = [];

    /// <summary>Whether every expected token was accepted exactly once; false when none is expected, since nothing was compared.</summary>
    public bool Holds => Expected > 0 && Once == Expected;

    internal static LedgerCheck Of(TokenTable table, IEnumerable<ReadOnlyMemory<byte>> tokens)
    {
        Tally tally = new(table);
        foreach (ReadOnlyMemory<byte> token in tokens)
            tally.Add(token.Span);
        return tally.Read();
    }

    /// <summary>A check that is given its tokens one by one.</summary>
    internal sealed class Tally(TokenTable table)
    {
        private readonly List<string> _lost = [];
        private readonly List<string> _repeated = [];
        private long _expected;
        private long _once;
        private long _lostCount;
        private long _repetitions;

        public void Add(ReadOnlySpan<byte> token)
        {
            int accepted = table.Find(token).Accepted;
            _expected++;
            _once += accepted == 1 ? 1 : 0;
            _lostCount += accepted == 0 ? 1 : 0;
            _repetitions += Math.Max(0, accepted - 1);
            List<string> named = accepted == 0 ? _lost : _repeated;
            if (accepted != 1 && named.Count < MaxNamed)
                named.Add(Convert.ToHexStringLower(token));
        }

        public LedgerCheck Read() => new()
        {
            Expected = _expected,
            Once = _once,
            Lost = _lostCount,
            Repeated = _expected - _once - _lostCount,
            Repetitions = _repetitions,
            LostTokens = [.. _lost],
            RepeatedTokens = [.. _repeated],
        };
    }
}
