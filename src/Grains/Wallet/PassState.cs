namespace Push.Grains.Wallet;

/// <summary>
/// A pass, written whenever it changes. A deleted one leaves this without content, so that revisions and times go on
/// should it come back.
/// </summary>
[GenerateSerializer, Alias("push.pass-state")]
internal sealed record PassState
{
    /// <summary>What it shows; null before it was created, and after it was deleted.</summary>
    [Id(0)]
    public PassContent? Content { get; init; }

    [Id(1)]
    public string AuthenticationToken { get; init; } = "";

    /// <summary>0: there never was one.</summary>
    [Id(2)]
    public long Revision { get; init; }

    [Id(3)]
    public DateTimeOffset LastModified { get; init; }

    [Id(4)]
    public ReadOnlyMemory<byte>? Personalization { get; init; }
}

/// <summary>How far devices have been told of a pass's changes. Apart from the pass, which may be large.</summary>
[GenerateSerializer, Alias("push.pass-reach-state")]
internal sealed class PassReachState
{
    /// <summary>Pages of registrations, so far.</summary>
    [Id(0)]
    public int Pages { get; set; }

    /// <summary>The revision that every device was told of.</summary>
    [Id(1)]
    public long Announced { get; set; }

    /// <summary>The revision that is being announced, and the pages that are through with it.</summary>
    [Id(2)]
    public long Announcing { get; set; }

    [Id(3)]
    public int PagesDone { get; set; }
}
