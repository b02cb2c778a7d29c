using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Push.Grains.Audiences;

/// <summary>What kind of value an attribute has.</summary>
public enum AttributeKind : byte
{
    /// <summary>There is no such attribute.</summary>
    None,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A number, 64-bit floating point.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A version, ordered number by number.</summary>
    Version,
}

/// <summary>One attribute's value, read where it lies.</summary>
public readonly ref struct AttributeValue
{
    private readonly double _number;
    private readonly AppVersion _version;

    internal AttributeValue(ReadOnlySpan<byte> utf8)
    {
        Kind = AttributeKind.Text;
        Utf8 = utf8;
    }

    internal AttributeValue(double number) => (Kind, _number) = (AttributeKind.Number, number);

    internal AttributeValue(bool value) => (Kind, _number) = (AttributeKind.Boolean, value ? 1 : 0);

    internal AttributeValue(AppVersion version) => (Kind, _version) = (AttributeKind.Version, version);

    /// <summary>The longest text that <see cref="Format"/> writes for anything but a string.</summary>
    public const int MaxFormatted = AppVersion.MaxLength;

    /// <summary>The kind.</summary>
    public AttributeKind Kind { get; }

    /// <summary>The text of a string, in UTF-8; empty for other kinds.</summary>
    public ReadOnlySpan<byte> Utf8 { get; }

    /// <summary>The number; 0 for other kinds.</summary>
    public double Number => Kind == AttributeKind.Number ? _number : 0;

    /// <summary>The truth; false for other kinds.</summary>
    public bool Boolean => Kind == AttributeKind.Boolean && _number != 0;

    /// <summary>The version; the default value for other kinds.</summary>
    public AppVersion Version => _version;

    /// <summary>Writes the value as text in UTF-8: <c>de</c>, <c>12.5</c>, <c>true</c>, <c>2.10.1</c>. Allocates nothing.</summary>
    /// <param name="destination">Room for the text; <see cref="MaxFormatted"/> is enough for all but strings.</param>
    /// <param name="written">How many bytes were written.</param>
    /// <returns>Whether there was room.</returns>
    public bool Format(Span<byte> destination, out int written)
    {
        switch (Kind)
        {
            case AttributeKind.Number:
                return _number.TryFormat(destination, out written, default, CultureInfo.InvariantCulture);
            case AttributeKind.Boolean:
                return Utf8Formatter.TryFormat(_number != 0, destination, out written, new('l'));
            case AttributeKind.Version when destination.Length >= AppVersion.MaxLength:
                written = _version.Format(destination);
                return true;
            case AttributeKind.Version:
                written = 0;
                return false;
            default:
                written = Utf8.TryCopyTo(destination) ? Utf8.Length : 0;
                return written == Utf8.Length;
        }
    }

    /// <summary>The text that <see cref="Format"/> writes.</summary>
    public override string ToString()
    {
        if (Kind == AttributeKind.Text) return Encoding.UTF8.GetString(Utf8);
        Span<byte> text = stackalloc byte[MaxFormatted];
        Format(text, out var written);
        return Encoding.UTF8.GetString(text[..written]);
    }
}
