using System.Buffers.Binary;
using System.Security.Cryptography;
using Push.Simulator.Randomness;

namespace Push.Simulator.Ledgers;

/// <summary>Counts answers per device token and can tell the tokens, for up to a configured number; in stripes with a lock each.</summary>
internal sealed class TokenTable
{
    private const int StripeCount = 64;

    private readonly TokenStripe[] _stripes = new TokenStripe[StripeCount];
    private readonly ulong _seed;
    private readonly int _capacity;
    private int _count;

    public TokenTable(int capacity)
    {
        _capacity = capacity;
        // Peers choose tokens: a seed they don't know keeps them from choosing ones that all meet in one place.
        Span<byte> seed = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(seed);
        _seed = BinaryPrimitives.ReadUInt64LittleEndian(seed);
        for (int i = 0; i < StripeCount; i++)
            _stripes[i] = new TokenStripe();
    }

    /// <summary>Tokens held.</summary>
    public int TokenCount => Volatile.Read(ref _count);

    public bool IsFull => TokenCount >= _capacity;

    /// <summary>Counts one answer; false when the table was full and does not hold the token.</summary>
    public bool Count(ReadOnlySpan<byte> token, bool accepted)
    {
        ulong hash = Hash(token);
        TokenStripe stripe = _stripes[hash % StripeCount];
        lock (stripe)
        {
            bool known = stripe.TryCount(token, (uint)(hash >> 32), accepted, mayEnter: !IsFull, out bool isNew);
            if (known && isNew)
                Interlocked.Increment(ref _count);
            return known;
        }
    }

    public AnswerCounts Find(ReadOnlySpan<byte> token)
    {
        ulong hash = Hash(token);
        TokenStripe stripe = _stripes[hash % StripeCount];
        lock (stripe)
            return stripe.Find(token, (uint)(hash >> 32));
    }

    /// <summary>The tokens accepted so often or more often, read stripe by stripe: each stripe is of one moment, all together are not.</summary>
    public IEnumerable<TokenAnswers> Read(int acceptedAtLeast)
    {
        foreach (TokenStripe stripe in _stripes)
        {
            List<TokenAnswers> read;
            lock (stripe)
                read = stripe.Read(acceptedAtLeast);
            foreach (TokenAnswers answers in read)
                yield return answers;
        }
    }

    public void Clear()
    {
        foreach (TokenStripe stripe in _stripes)
        {
            lock (stripe)
                Interlocked.Add(ref _count, -stripe.Clear());
        }
    }

    private ulong Hash(ReadOnlySpan<byte> token) => SplitMix64.Hash(_seed ^ (ulong)token.Length, token);
}
