namespace Push.Apns.Packages;

/// <summary>Something in a package that breaks a rule.</summary>
/// <param name="Severity">Whether the package can't work, or only may not.</param>
/// <param name="File">The file inside the package; empty for the package as a whole.</param>
/// <param name="Field">The key in that file (<c>barcodes[0].format</c>); null when it is about the file itself.</param>
/// <param name="Message">What is wrong and what would be right, for people; without a full stop.</param>
public sealed record PackageFinding(FindingSeverity Severity, string File, string? Field, string Message)
{
    /// <summary>Where it is and what is wrong.</summary>
    public override string ToString()
    {
        var place = (File, Field) switch
        {
            ("", _) => "",
            (_, null) => $"{File}: ",
            _ => $"{File}: {Field}: ",
        };
        return place + Message;
    }
}

/// <summary>How bad a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>It works, but may not look or behave as meant.</summary>
    Warning,

    /// <summary>Safari or Wallet refuses the package.</summary>
    Error,
}
