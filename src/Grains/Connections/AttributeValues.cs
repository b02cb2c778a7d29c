using Push.Apns;
using Push.Grains.Audiences;

namespace Push.Grains.Connections;

/// <summary>Fills placeholders from the packed attributes of a device.</summary>
/// <remarks>Called by the connection for each placeholder; allocates nothing.</remarks>
internal sealed class AttributeValues : ITemplateValues
{
    private AttributeValues()
    {
    }

    public static AttributeValues Instance { get; } = new();

    public TemplateValue Find(ReadOnlySpan<byte> packed, ReadOnlySpan<byte> name, Span<byte> scratch)
    {
        try
        {
            return ToTemplate(new AttributeReader(packed).Find(name), scratch);
        }
        catch (InvalidDataException)
        {
            // Attributes are checked when they are stored. Should some have been damaged since, that device has none.
            return default;
        }
    }

    private static TemplateValue ToTemplate(AttributeValue value, Span<byte> scratch)
    {
        switch (value.Kind)
        {
            case AttributeKind.None:
                return default;
            case AttributeKind.Text:
                return TemplateValue.Text(value.Utf8);
            default:
                if (!value.Format(scratch, out var length)) return default;
                return value.Kind == AttributeKind.Version
                    ? TemplateValue.Text(scratch[..length])
                    : TemplateValue.Json(scratch[..length]);
        }
    }
}
