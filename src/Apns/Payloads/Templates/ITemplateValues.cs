namespace Push.Apns;

/// <summary>
/// Finds what the placeholders of a <see cref="PayloadTemplate"/> stand for in the values that a recipient brings along, in
/// whatever form these are packed.
/// </summary>
/// <remarks>Called while the connection is locked, for each placeholder: it has to be quick and must not throw.</remarks>
public interface ITemplateValues
{
    /// <summary>Finds one value.</summary>
    /// <param name="packed">The recipient's values (<see cref="Recipient.Values"/>).</param>
    /// <param name="name">The placeholder's name in UTF-8; <c>language</c> for the choice of a variant.</param>
    /// <param name="scratch">Room for the text of a value that isn't packed as one, at least 64 bytes.</param>
    /// <returns>The value; the default value when there is none.</returns>
    TemplateValue Find(ReadOnlySpan<byte> packed, ReadOnlySpan<byte> name, Span<byte> scratch);
}

/// <summary>The value of a placeholder.</summary>
public readonly ref struct TemplateValue
{
    private TemplateValue(ReadOnlySpan<byte> utf8, bool isText)
    {
        Exists = true;
        Utf8 = utf8;
        IsText = isText;
    }

    /// <summary>Whether there is one.</summary>
    public bool Exists { get; }

    /// <summary>Whether it is text, and not the JSON form of a number or boolean.</summary>
    public bool IsText { get; }

    /// <summary>The text in UTF-8, not escaped.</summary>
    public ReadOnlySpan<byte> Utf8 { get; }

    /// <summary>A text.</summary>
    public static TemplateValue Text(ReadOnlySpan<byte> utf8) => new(utf8, isText: true);

    /// <summary>A number or boolean.</summary>
    /// <param name="json">Its JSON form.</param>
    public static TemplateValue Json(ReadOnlySpan<byte> json) => new(json, isText: false);
}
