namespace Push.Grains.Audiences;

/// <summary>How large a filter may become while it is read.</summary>
internal sealed class FilterBudget
{
    private int _depth;
    private int _terms;

    public static string TooDeep => $"conditions are nested at most {AudienceFilter.MaxDepth} deep";

    public static string TooMany => $"conditions and values together are at most {AudienceFilter.MaxTerms}";

    public bool TryDescend() => ++_depth <= AudienceFilter.MaxDepth;

    public void Ascend() => _depth--;

    public bool TrySpend() => ++_terms <= AudienceFilter.MaxTerms;
}
