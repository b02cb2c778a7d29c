using System.Buffers;

namespace Push.Simulator.Requests;

/// <summary>A device token decoded from its hexadecimal digits into a place that is used again.</summary>
internal sealed class TokenBytes
{
    /// <summary>Longest token taken, in bytes. Apple tells nobody to count on a length; tokens of up to 100 bytes are known.</summary>
    public const int MaxLength = 128;

    /// <summary>What the digits must be, as a rule to tell.</summary>
    public const string Form = "is an even number of hexadecimal digits, at most 256";

    private readonly byte[] _bytes = new byte[MaxLength];

    public int Length { get; set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    /// <summary>The first four hexadecimal digits, or -1 for a token of one byte.</summary>
    public int Prefix => Length < 2 ? -1 : (_bytes[0] << 8) | _bytes[1];

    /// <summary>Decodes digits of either case; false when they are no token.</summary>
    public bool TryDecode(ReadOnlySpan<byte> digits)
    {
        Length = 0;
        if (digits.IsEmpty || digits.Length % 2 != 0 || digits.Length > 2 * MaxLength)
            return false;
        if (Convert.FromHexString(digits, _bytes, out _, out int written) != OperationStatus.Done)
            return false;
        Length = written;
        return true;
    }
}
