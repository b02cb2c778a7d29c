using System.Collections.Immutable;

namespace Push.Grains.Wallet;

/// <summary>What a pass shows, before it is signed.</summary>
/// <param name="Json">
/// <c>pass.json</c> in UTF-8. Pass type, serial number, team, <c>webServiceURL</c> and <c>authenticationToken</c> may be
/// left out: they are filled in when it is signed.
/// </param>
/// <param name="Files">Images and other files of this pass alone, by their path in it; those of its pass type's folder lie
/// beneath them.</param>
[GenerateSerializer, Immutable, Alias("push.pass-content")]
public sealed record PassContent(
    [property: Id(0)] ReadOnlyMemory<byte> Json,
    [property: Id(1)] ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> Files)
{
    /// <summary>The most bytes of <c>pass.json</c>, and of all files together.</summary>
    public const int MaxJson = 64 << 10, MaxFiles = 512 << 10;

    /// <summary>The file that makes Wallet ask whoever adds the pass for name, e-mail address and the like.</summary>
    public const string PersonalizationFile = "personalization.json";

    /// <summary>A pass without files of its own.</summary>
    public PassContent(ReadOnlyMemory<byte> json) : this(json, ImmutableSortedDictionary<string, ReadOnlyMemory<byte>>.Empty)
    {
    }

    /// <summary>Whether both are the same, byte for byte.</summary>
    public bool Equals(PassContent? other) => other is not null && Json.Span.SequenceEqual(other.Json.Span)
        && Files.Count == other.Files.Count
        && Files.All(file => other.Files.TryGetValue(file.Key, out var bytes) && bytes.Span.SequenceEqual(file.Value.Span));

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Json.Span);
        return hash.ToHashCode();
    }
}
