namespace Push.Cli.Credentials;

/// <summary>What <c>push credential</c> prints: nothing of it is secret.</summary>
internal sealed record CredentialResult
{
    public required string File { get; init; }

    /// <summary><c>providerKey</c> or <c>certificate</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether it can be used now.</summary>
    public required bool Good { get; init; }

    /// <summary>What is to be known before it is used: what keeps it from being used, or soon will.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>What a certificate was issued for: <c>app</c>, <c>voip</c>, <c>pass</c>, <c>website</c>, <c>mdm</c>, <c>unknown</c>.</summary>
    public string? Use { get; init; }

    /// <summary>A certificate's topics, its own first; a key is good for every app of its team that Apple lets it serve.</summary>
    public IReadOnlyList<string>? Topics { get; init; }

    /// <summary>A certificate's environments; of a key only Apple knows.</summary>
    public IReadOnlyList<string>? Environments { get; init; }

    /// <summary>A certificate's team; a key's file doesn't say it.</summary>
    public string? TeamId { get; init; }

    /// <summary>A key's id, from the name of its file.</summary>
    public string? KeyId { get; init; }

    /// <summary>The kind of key.</summary>
    public required string Algorithm { get; init; }

    public string? Issuer { get; init; }

    public string? SerialNumber { get; init; }

    public DateTimeOffset? ValidFrom { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whole days until the end.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>Certificates in the file beside the own one: the chain that is sent along.</summary>
    public int? Chain { get; init; }
}
