using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Push.Apns;

/// <summary>
/// A payload with placeholders that are filled for each recipient, and if wanted with variants by the recipient's language.
/// It is read and checked once; filling it allocates nothing. The syntax is described in <c>docs/templates.md</c>.
/// </summary>
/// <remarks>Made by the caller of a campaign, rendered by the connection into its write buffer.</remarks>
public sealed class PayloadTemplate : IEquatable<PayloadTemplate>
{
    private readonly TemplateText _text;
    private readonly (byte[] Language, TemplateText Text)[] _variants;

    private PayloadTemplate(
        TemplateText text, (byte[], TemplateText)[] variants, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> sources)
    {
        _text = text;
        _variants = variants;
        Variants = sources;
    }

    /// <summary>The JSON of the default, as it was given.</summary>
    public ReadOnlyMemory<byte> Source => _text.Source;

    /// <summary>The JSON of each variant by its language, as it was given.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Variants { get; }

    /// <summary>Whether recipients can get different payloads; if not, the source may be sent as it is.</summary>
    public bool HasPlaceholders => _variants.Length > 0 || _text.HasPlaceholders;

    private static ReadOnlySpan<byte> LanguageName => "language"u8;

    /// <summary>Reads a template.</summary>
    /// <param name="json">The default: a payload in whose strings placeholders may stand. It must not change afterwards.</param>
    /// <param name="variants">The same for languages, by their tag (<c>de</c>, <c>pt-BR</c>).</param>
    /// <exception cref="TemplateException">With everything that is wrong.</exception>
    public static PayloadTemplate Parse(
        ReadOnlyMemory<byte> json, IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? variants = null) =>
        TryParse(json, variants, out var template, out var errors) ? template : throw new TemplateException(errors);

    /// <summary>Reads a template.</summary>
    /// <param name="json">The default: a payload in whose strings placeholders may stand. It must not change afterwards.</param>
    /// <param name="variants">The same for languages, by their tag (<c>de</c>, <c>pt-BR</c>).</param>
    /// <param name="template">The template.</param>
    /// <param name="errors">Everything that is wrong.</param>
    public static bool TryParse(
        ReadOnlyMemory<byte> json,
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? variants,
        [NotNullWhen(true)] out PayloadTemplate? template,
        out IReadOnlyList<TemplateError> errors)
    {
        var found = new List<TemplateError>();
        var parts = new TemplateParser(json, null, found).Parse();
        var others = new List<(byte[], TemplateText)>();
        variants ??= new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var (language, source) in variants)
        {
            if (!IsLanguage(language)) found.Add(new TemplateError(language, 0, "a language is a tag like de or pt-BR"));
            if (new TemplateParser(source, language, found).Parse() is { } variant)
                others.Add((Encoding.UTF8.GetBytes(language), new TemplateText(source, variant)));
        }

        errors = found;
        template = found.Count > 0 ? null : new PayloadTemplate(new TemplateText(json, parts!), [.. others], variants);
        return template is not null;
    }

    /// <summary>Fills the template for one recipient.</summary>
    /// <param name="destination">Where to; it is as long as the payload may be.</param>
    /// <param name="values">Reads the recipient's values; null: there are none.</param>
    /// <param name="packed">The recipient's values.</param>
    public TemplateRendering Render(Span<byte> destination, ITemplateValues? values, ReadOnlySpan<byte> packed)
    {
        var text = _variants.Length == 0 || values is null ? _text : Choose(values, packed);
        return text.Render(destination, values, packed);
    }

    /// <summary>Whether both were read from the same JSON.</summary>
    public bool Equals(PayloadTemplate? other) =>
        other is not null && Source.Span.SequenceEqual(other.Source.Span) && Variants.Count == other.Variants.Count
        && Variants.All(variant => other.Variants.TryGetValue(variant.Key, out var source) && source.Span.SequenceEqual(variant.Value.Span));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PayloadTemplate);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Source.Span);
        hash.Add(Variants.Count);
        return hash.ToHashCode();
    }

    /// <summary>What the rules check: each variant without values, by its language, null for the default.</summary>
    internal IEnumerable<(string? Language, byte[] Payload)> Samples()
    {
        yield return (null, _text.RenderDefaults());
        foreach (var (language, text) in _variants) yield return (Encoding.UTF8.GetString(language), text.RenderDefaults());
    }

    // de-AT, then de, then the default (RFC 4647 section 3.4, lookup).
    private TemplateText Choose(ITemplateValues values, ReadOnlySpan<byte> packed)
    {
        Span<byte> scratch = stackalloc byte[64];
        var value = values.Find(packed, LanguageName, scratch);
        for (var language = value.Utf8; !language.IsEmpty; language = Shorter(language))
        {
            foreach (var variant in _variants)
                if (Ascii.EqualsIgnoreCase(variant.Language, language)) return variant.Text;
        }

        return _text;
    }

    private static ReadOnlySpan<byte> Shorter(ReadOnlySpan<byte> language)
    {
        var end = language.LastIndexOfAny((byte)'-', (byte)'_');
        return end < 0 ? default : language[..end];
    }

    private static bool IsLanguage(string tag) =>
        tag.Length is > 0 and <= 35 && char.IsAsciiLetter(tag[0]) && tag[^1] != '-'
        && tag.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');
}
