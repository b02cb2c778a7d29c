using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;

namespace Push.Grains.Audiences;

/// <summary>
/// A value in a filter. What it is compared as is up to the attribute: <c>10</c> equals the number 10, the version 10.0
/// and the text "10".
/// </summary>
internal sealed class FilterValue(string text)
{
    private readonly double? _number = NumberIn(Encoding.UTF8.GetBytes(text));
    private readonly AppVersion? _version = AppVersion.TryParse(Encoding.UTF8.GetBytes(text), out var version) ? version : null;

    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(text);

    public bool IsVersion => _version is not null;

    public bool Equals(AttributeValue attribute) => attribute.Kind switch
    {
        AttributeKind.Text => attribute.Utf8.SequenceEqual(Utf8),
        AttributeKind.Number => _number == attribute.Number,
        AttributeKind.Version => _version == attribute.Version,
        AttributeKind.Boolean => Utf8.AsSpan().SequenceEqual(attribute.Boolean ? "true"u8 : "false"u8),
        _ => false,
    };

    /// <summary>
    /// Compares an attribute with this value. Text is compared as a number when this is one, else byte by byte, as dates of
    /// the form 2026-01-31 want it.
    /// </summary>
    /// <returns>Whether the two can be compared.</returns>
    public bool TryCompare(AttributeValue attribute, out int compared)
    {
        compared = 0;
        var number = attribute.Kind switch
        {
            AttributeKind.Number => attribute.Number,
            AttributeKind.Text when _number is not null => NumberIn(attribute.Utf8),
            _ => null,
        };
        if (number is { } left && _number is { } right)
        {
            compared = left.CompareTo(right);
            return true;
        }
        if (attribute.Kind == AttributeKind.Version && _version is { } version)
        {
            compared = attribute.Version.CompareTo(version);
            return true;
        }
        if (attribute.Kind != AttributeKind.Text || _number is not null) return false;
        compared = attribute.Utf8.SequenceCompareTo(Utf8);
        return true;
    }

    public override string ToString() => FilterWords.Quote(text, isName: false);

    public static void WriteEquals(StringBuilder text, ImmutableArray<FilterValue> values)
    {
        if (values.Length == 1) text.Append(" = ").Append(values[0]);
        else text.Append(" in (").AppendJoin(", ", values).Append(')');
    }

    private static double? NumberIn(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out double number, out var length) && length == text.Length && double.IsFinite(number)
            ? number
            : null;
}

/// <summary>The name of an attribute in a filter.</summary>
internal sealed class FilterName(string name)
{
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>Why the attribute can't be compared with a value, so that the condition would mean nobody; null when it can.</summary>
    public string? FindError(FilterValue value) => name == AttributeRules.AppVersion && !value.IsVersion
        ? $"{name} is compared with a version, 1 to {AppVersion.MaxParts} numbers separated by points"
        : null;

    public override string ToString() => FilterWords.Quote(name, isName: true);
}
