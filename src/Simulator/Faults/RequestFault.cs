namespace Push.Simulator.Faults;

/// <summary>
/// Something that goes wrong with requests, and with which: every nth, a random share, or all; of all device tokens, those that
/// begin alike, or a share that stays the same. Requests are counted over all connections.
/// </summary>
public abstract record RequestFault
{
    /// <summary>Hits each nth request; null for <see cref="Rate"/>, or all.</summary>
    public int? Every { get; init; }

    /// <summary>Hits this share of the requests by chance, 0 to 1; the nth request meets the same luck with the same seed.</summary>
    public double? Rate { get; init; }

    /// <summary>How often it happens before it is over; null for always.</summary>
    public int? Times { get; init; }

    /// <summary>Hits only device tokens that begin with these hexadecimal digits.</summary>
    public string? TokenPrefix { get; init; }

    /// <summary>Hits only this share of the device tokens, 0 to 1, always the same ones for a seed.</summary>
    public double? TokenShare { get; init; }

    internal virtual void Check(string field, InputProblems problems)
    {
        problems.Unless(Every is null or >= 1, $"{field}.every", "is 1 or more");
        problems.Unless(Rate is null or (>= 0 and <= 1), $"{field}.rate", "is 0 to 1");
        problems.Unless(Every is null || Rate is null, $"{field}.rate", "does not go with every");
        problems.Unless(Times is null or >= 1, $"{field}.times", "is 1 or more");
        problems.Unless(TokenShare is null or (>= 0 and <= 1), $"{field}.tokenShare", "is 0 to 1");
        problems.Unless(
            TokenPrefix is null || (TokenPrefix.Length is >= 1 and <= 256 && TokenPrefix.All(char.IsAsciiHexDigit)),
            $"{field}.tokenPrefix", "is 1 to 256 hexadecimal digits");
    }
}

/// <summary>Whether a fault strikes before the request was taken, or after.</summary>
public enum FaultMoment
{
    /// <summary>The request was processed and stands in the ledger; its sender can't know.</summary>
    After,

    /// <summary>The request was not processed and stands nowhere.</summary>
    Before,
}
