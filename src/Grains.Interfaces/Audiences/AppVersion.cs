using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Push.Grains.Audiences;

/// <summary>
/// A version of 1 to 4 numbers separated by points, as <c>CFBundleShortVersionString</c> has them. Parts left out count as
/// 0, so 2.10 equals 2.10.0 and is greater than 2.9.
/// </summary>
public readonly struct AppVersion : IEquatable<AppVersion>, IComparable<AppVersion>
{
    /// <summary>The most numbers that a version has.</summary>
    public const int MaxParts = 4;

    /// <summary>The most characters that a version takes as text.</summary>
    public const int MaxLength = MaxParts * 10 + MaxParts - 1;

    private readonly byte _parts;
    private readonly UInt128 _value;

    private AppVersion(int parts, UInt128 value) => (_parts, _value) = ((byte)parts, value);

    /// <summary>How many numbers it was written with; 0 for the default value, which is no version.</summary>
    public int Parts => _parts;

    /// <summary>One of the numbers; 0 for those left out.</summary>
    public uint this[int part] => (uint)(_value >> (32 * (MaxParts - 1 - part)));

    /// <summary>Reads a version.</summary>
    /// <exception cref="FormatException">It isn't 1 to 4 numbers separated by points.</exception>
    public static AppVersion Parse(string text) =>
        TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var version)
            ? version
            : throw new FormatException($"A version is 1 to {MaxParts} numbers separated by points, as 2.10.1.");

    /// <summary>The version of 1 to 4 numbers.</summary>
    internal static AppVersion Of(ReadOnlySpan<uint> numbers)
    {
        UInt128 value = 0;
        for (var part = 0; part < numbers.Length; part++) value |= (UInt128)numbers[part] << (32 * (MaxParts - 1 - part));
        return new AppVersion(numbers.Length, value);
    }

    /// <summary>Reads a version from UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out AppVersion version)
    {
        version = default;
        Span<uint> numbers = stackalloc uint[MaxParts];
        for (var part = 0; part < MaxParts; part++)
        {
            // Digits only: the parser would take a sign.
            if (text.IsEmpty || !char.IsAsciiDigit((char)text[0])) return false;
            if (!Utf8Parser.TryParse(text, out numbers[part], out int length)) return false;
            text = text[length..];
            if (text.IsEmpty)
            {
                version = Of(numbers[..(part + 1)]);
                return true;
            }
            if (text[0] != '.') return false;
            text = text[1..];
        }
        return false;
    }

    /// <summary>Writes it as UTF-8.</summary>
    /// <param name="destination">Room for at least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public int Format(Span<byte> destination)
    {
        var at = 0;
        for (var part = 0; part < _parts; part++)
        {
            if (part > 0) destination[at++] = (byte)'.';
            Utf8Formatter.TryFormat(this[part], destination[at..], out var written);
            at += written;
        }
        return at;
    }

    /// <inheritdoc/>
    public int CompareTo(AppVersion other) => _value.CompareTo(other._value);

    /// <inheritdoc/>
    public bool Equals(AppVersion other) => _value == other._value;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is AppVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode();

    /// <summary>As it was written.</summary>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return System.Text.Encoding.ASCII.GetString(text[..Format(text)]);
    }

    /// <summary>Whether both are the same version.</summary>
    public static bool operator ==(AppVersion left, AppVersion right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(AppVersion left, AppVersion right) => !left.Equals(right);

    /// <summary>Orders by number, part by part.</summary>
    public static bool operator <(AppVersion left, AppVersion right) => left.CompareTo(right) < 0;

    /// <summary>Orders by number, part by part.</summary>
    public static bool operator >(AppVersion left, AppVersion right) => left.CompareTo(right) > 0;

    /// <summary>Orders by number, part by part.</summary>
    public static bool operator <=(AppVersion left, AppVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by number, part by part.</summary>
    public static bool operator >=(AppVersion left, AppVersion right) => left.CompareTo(right) >= 0;
}
