namespace Push.Apns;

/// <summary>What came of filling a template for one recipient.</summary>
public enum TemplateOutcome : byte
{
    /// <summary>The payload is complete.</summary>
    Rendered,

    /// <summary>It doesn't fit into the room that was given.</summary>
    TooLarge,

    /// <summary>The recipient has no value for a placeholder that has no default.</summary>
    MissingValue,
}

/// <summary>What came of filling a template for one recipient.</summary>
/// <param name="Outcome">Whether there is a payload.</param>
/// <param name="Length">Its length in bytes; 0 unless rendered.</param>
public readonly record struct TemplateRendering(TemplateOutcome Outcome, int Length);
