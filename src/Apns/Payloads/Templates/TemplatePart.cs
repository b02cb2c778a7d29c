namespace Push.Apns;

/// <summary>A piece of a template: bytes that stay as they are, and the placeholder behind them.</summary>
/// <param name="Literal">What stands before the placeholder.</param>
/// <param name="Name">The placeholder's name; empty after the last one.</param>
/// <param name="Default">What it becomes without a value, as JSON has it; null: it must have one.</param>
/// <param name="IsJson">Whether it takes a string's whole place, quotes included, as a number or boolean.</param>
internal readonly record struct TemplatePart(
    ReadOnlyMemory<byte> Literal, ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte>? Default, bool IsJson)
{
    public bool IsPlaceholder => !Name.IsEmpty;

    public static TemplatePart Rest(ReadOnlyMemory<byte> literal) => new(literal, default, null, false);
}
