namespace Push.Apns;

/// <summary>One variant of a template, read and ready to be filled. Nothing is allocated for it.</summary>
internal sealed class TemplateText(ReadOnlyMemory<byte> source, TemplatePart[] parts)
{
    private const int ScratchSize = 64;

    public ReadOnlyMemory<byte> Source => source;

    public bool HasPlaceholders => parts.Length > 1;

    public TemplateRendering Render(Span<byte> destination, ITemplateValues? values, ReadOnlySpan<byte> packed)
    {
        Span<byte> scratch = stackalloc byte[ScratchSize];
        var length = 0;
        foreach (ref readonly var part in parts.AsSpan())
        {
            if (!part.Literal.Span.TryCopyTo(destination[length..])) return new TemplateRendering(TemplateOutcome.TooLarge, 0);
            length += part.Literal.Length;
            if (!part.IsPlaceholder) continue;
            var value = values is null ? default : values.Find(packed, part.Name.Span, scratch);
            var written = value.Exists && !(part.IsJson && value.IsText)
                ? JsonEscape.Write(value.Utf8, destination[length..])
                : part.Default is not { } otherwise ? Missing
                : otherwise.Span.TryCopyTo(destination[length..]) ? otherwise.Length
                : -1;
            if (written < 0)
                return new TemplateRendering(written == Missing ? TemplateOutcome.MissingValue : TemplateOutcome.TooLarge, 0);
            length += written;
        }

        return new TemplateRendering(TemplateOutcome.Rendered, length);
    }

    /// <summary>
    /// The payload of a recipient without values, for the rules to check; what has no default becomes empty, or 0.
    /// </summary>
    public byte[] RenderDefaults()
    {
        var payload = new List<byte>(source.Length);
        foreach (var part in parts)
        {
            payload.AddRange(part.Literal.Span);
            if (!part.IsPlaceholder) continue;
            payload.AddRange(part.Default is { } otherwise ? otherwise.Span : part.IsJson ? "0"u8 : []);
        }

        return [.. payload];
    }

    private const int Missing = -2;
}
