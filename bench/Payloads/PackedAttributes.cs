using Push.Apns;
using Push.Grains.Audiences;

namespace Push.Bench.Payloads;

/// <summary>Reads texts from packed attributes, as the silo's connections do.</summary>
sealed class PackedAttributes : ITemplateValues
{
    public static PackedAttributes Instance { get; } = new();

    public TemplateValue Find(ReadOnlySpan<byte> packed, ReadOnlySpan<byte> name, Span<byte> scratch) =>
        new AttributeReader(packed).Find(name) is { Kind: AttributeKind.Text } value ? TemplateValue.Text(value.Utf8) : default;
}
