namespace Push.Apns;

/// <summary>One thing wrong with a template.</summary>
/// <param name="Language">The variant it stands in; null for the default.</param>
/// <param name="Position">Where, in bytes from the start of that variant's JSON.</param>
/// <param name="Rule">What it must be.</param>
public readonly record struct TemplateError(string? Language, int Position, string Rule)
{
    /// <summary>Place and rule.</summary>
    public override string ToString() =>
        Language is null ? $"position {Position}: {Rule}" : $"variant {Language}, position {Position}: {Rule}";
}

/// <summary>A template was given that can't be read.</summary>
/// <param name="errors">All that is wrong with it; the message holds one line for each.</param>
public sealed class TemplateException(IReadOnlyList<TemplateError> errors) : FormatException(string.Join(Environment.NewLine, errors))
{
    /// <summary>All that is wrong with it.</summary>
    public IReadOnlyList<TemplateError> Errors => errors;
}
