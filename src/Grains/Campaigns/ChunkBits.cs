namespace Push.Grains.Campaigns;

/// <summary>One bit per chunk, in an array that may be shorter than the chunks as long as none is set.</summary>
internal static class ChunkBits
{
    public static bool IsSet(byte[] bits, int chunk) => chunk / 8 < bits.Length && (bits[chunk / 8] & (1 << (chunk % 8))) != 0;

    public static void Set(byte[] bits, int chunk) => bits[chunk / 8] |= (byte)(1 << (chunk % 8));
}
