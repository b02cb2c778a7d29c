using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Push.Grains.Notifications;

namespace Push.Grains.Audiences;

/// <summary>
/// Which devices of an audience are meant, by their tags and attributes:
/// <c>language = de and (tag = news or plan in (pro, team)) and appVersion &gt;= 2.10 and not exists churned</c>. Two filters
/// are equal when they are written the same but for spaces and brackets that change nothing.
/// </summary>
/// <remarks>
/// Evaluated by segments, for each device and without allocating. It travels and is stored as its text. The grammar is
/// in docs/audiences.md.
/// </remarks>
public sealed class AudienceFilter : IEquatable<AudienceFilter>
{
    /// <summary>The most characters of a filter, as text or JSON.</summary>
    public const int MaxLength = 4096;

    /// <summary>How deep conditions may be nested.</summary>
    public const int MaxDepth = 16;

    /// <summary>The most conditions and values of a filter.</summary>
    public const int MaxTerms = 256;

    private const int MostCached = 256;
    private const string Field = "filter: ";

    private static readonly ConcurrentDictionary<string, AudienceFilter> Cache = new(StringComparer.Ordinal);

    private readonly FilterNode _root;

    private AudienceFilter(FilterNode root)
    {
        _root = root;
        Text = root.ToString();
    }

    /// <summary>The filter as text, always written in the same way.</summary>
    public string Text { get; }

    /// <summary>Reads a filter: text of the grammar, or JSON, which begins with a brace.</summary>
    /// <exception cref="PushRequestException">It is malformed or too large; the message names the position, from 1.</exception>
    public static AudienceFilter Parse(string text)
    {
        if (text.Length > MaxLength)
            throw Refuse($"has at most {MaxLength:N0} characters, not {text.Length:N0}");
        // What was JSON has to be within the limits as text too, because it travels as text.
        if (text.AsSpan().TrimStart().StartsWith('{')) text = FilterJson.Read(text).ToString();
        var filter = new AudienceFilter(new FilterParser(text).Read());
        return filter.Text.Length <= MaxLength ? filter : throw Refuse($"has at most {MaxLength:N0} characters as text");
    }

    /// <summary>Reads a filter, and says what is wrong with one that is none.</summary>
    /// <param name="text">Text of the grammar, or JSON.</param>
    /// <param name="filter">The filter, or null.</param>
    /// <param name="error">The position and the rule that is broken there, or null.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out AudienceFilter? filter, [NotNullWhen(false)] out string? error)
    {
        (filter, error) = (null, null);
        try
        {
            filter = Parse(text);
            return true;
        }
        catch (PushRequestException e)
        {
            error = e.Message[Field.Length..].TrimEnd('.');
            return false;
        }
    }

    /// <summary>Whether a device is meant. Allocates nothing.</summary>
    public bool Matches(AttributeReader attributes) => _root.Matches(attributes);

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] AudienceFilter? other) => other is not null && other.Text == Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AudienceFilter);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text.</summary>
    public override string ToString() => Text;

    /// <summary>The same filter comes with every chunk of a campaign, so it is not read again each time.</summary>
    internal static AudienceFilter FromTravel(string text)
    {
        if (Cache.TryGetValue(text, out var known)) return known;
        if (Cache.Count >= MostCached) Cache.Clear();
        return Cache.GetOrAdd(text, Parse);
    }

    internal static PushRequestException Refuse(string rule) => new(RequestFault.Malformed, $"{Field}{rule}.");
}

/// <summary>How an <see cref="AudienceFilter"/> travels.</summary>
[GenerateSerializer, Alias("push.audience-filter")]
public struct AudienceFilterSurrogate
{
    /// <summary>The text.</summary>
    [Id(0)]
    public string Text { get; set; }
}

/// <summary>Converts to and from <see cref="AudienceFilterSurrogate"/>.</summary>
[RegisterConverter]
public sealed class AudienceFilterConverter : IConverter<AudienceFilter, AudienceFilterSurrogate>
{
    /// <inheritdoc/>
    public AudienceFilter ConvertFromSurrogate(in AudienceFilterSurrogate surrogate) => AudienceFilter.FromTravel(surrogate.Text);

    /// <inheritdoc/>
    public AudienceFilterSurrogate ConvertToSurrogate(in AudienceFilter value) => new() { Text = value.Text };
}
