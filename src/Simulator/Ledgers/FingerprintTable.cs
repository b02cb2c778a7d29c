using System.Security.Cryptography;

namespace Push.Simulator.Ledgers;

/// <summary>
/// Counts answers per 16-byte key, for up to a configured number of keys. The keys are spread over stripes, each with its own lock
/// and growing by itself: connections rarely meet, and no growth stops the others.
/// </summary>
internal sealed class FingerprintTable
{
    private const int StripeCount = 64;
    private const int SeedLength = 16;

    private readonly FingerprintStripe[] _stripes = new FingerprintStripe[StripeCount];
    private readonly ulong _lowSeed;
    private readonly ulong _highSeed;
    private readonly int _capacity;
    private int _count;

    public FingerprintTable(int capacity)
    {
        _capacity = capacity;
        // Peers choose keys: a seed they don't know keeps them from choosing ones that all meet in one place.
        Span<byte> seed = stackalloc byte[SeedLength];
        RandomNumberGenerator.Fill(seed);
        _lowSeed = BitConverter.ToUInt64(seed);
        _highSeed = BitConverter.ToUInt64(seed[8..]);
        for (int i = 0; i < StripeCount; i++)
            _stripes[i] = new FingerprintStripe();
    }

    /// <summary>Keys held.</summary>
    public int KeyCount => Volatile.Read(ref _count);

    public bool IsFull => KeyCount >= _capacity;

    /// <summary>Counts one answer. A new key enters only while there is room.</summary>
    public CountedAnswer Count(UInt128 key, bool accepted)
    {
        ulong place = Place(key);
        FingerprintStripe stripe = _stripes[place % StripeCount];
        lock (stripe)
        {
            bool known = stripe.TryCount(key, place / StripeCount, accepted, mayEnter: !IsFull, out AnswerCounts before);
            if (known && before.Total == 0)
                Interlocked.Increment(ref _count);
            return new CountedAnswer(known, before);
        }
    }

    public AnswerCounts Find(UInt128 key)
    {
        ulong place = Place(key);
        FingerprintStripe stripe = _stripes[place % StripeCount];
        lock (stripe)
            return stripe.Find(key, place / StripeCount);
    }

    /// <summary>The keys accepted so often or more often, read stripe by stripe.</summary>
    public IEnumerable<KeyValuePair<UInt128, AnswerCounts>> Read(int acceptedAtLeast)
    {
        foreach (FingerprintStripe stripe in _stripes)
        {
            List<KeyValuePair<UInt128, AnswerCounts>> read;
            lock (stripe)
                read = stripe.Read(acceptedAtLeast);
            foreach (KeyValuePair<UInt128, AnswerCounts> entry in read)
                yield return entry;
        }
    }

    public void Clear()
    {
        foreach (FingerprintStripe stripe in _stripes)
        {
            lock (stripe)
                Interlocked.Add(ref _count, -stripe.Clear());
        }
    }

    private ulong Place(UInt128 key)
    {
        ulong high = Math.BigMul((ulong)key ^ _lowSeed, (ulong)(key >> 64) ^ _highSeed, out ulong low);
        return (high ^ low) * 0x9e3779b97f4a7c15 >> 1;
    }
}
