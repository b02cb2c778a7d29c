using System.Collections.Immutable;
using System.Text.Json;
using Push.Grains.Notifications;

namespace Push.Grains.Audiences;

/// <summary>
/// Reads a filter out of JSON: <c>all</c>, <c>any</c> and <c>none</c> hold arrays of filters; <c>tag</c> a tag or an array of
/// tags; <c>attribute</c> a name beside one or more of <c>equals</c>, <c>in</c>, <c>exists</c>, <c>atLeast</c>, <c>above</c>,
/// <c>atMost</c>, <c>below</c>.
/// </summary>
internal static class FilterJson
{
    private const int MostNested = 128;
    private const string Forms = "an object has all, any, none, tag, or attribute";

    public static FilterNode Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MostNested });
            return Read(document.RootElement, "$", new FilterBudget());
        }
        catch (JsonException e)
        {
            throw AudienceFilter.Refuse($"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: is no JSON, or nested too deep");
        }
    }

    private static FilterNode Read(JsonElement json, string path, FilterBudget budget)
    {
        if (!budget.TryDescend()) throw Refuse(path, FilterBudget.TooDeep);
        if (!budget.TrySpend()) throw Refuse(path, FilterBudget.TooMany);
        if (json.ValueKind != JsonValueKind.Object) throw Refuse(path, Forms);
        var properties = json.EnumerateObject().ToList();
        var node = json.TryGetProperty("attribute", out var name)
            ? ReadAttribute(properties, Name(name, $"{path}.attribute"), path, budget)
            : properties is [var only] ? ReadOnly(only, $"{path}.{only.Name}", budget)
            : throw Refuse(path, Forms);
        budget.Ascend();
        return node;
    }

    private static FilterNode ReadOnly(JsonProperty property, string path, FilterBudget budget) => property.Name switch
    {
        "all" => new JoinNode(all: true, ReadMany(property.Value, path, budget)),
        "any" => new JoinNode(all: false, ReadMany(property.Value, path, budget)),
        "none" => new NotNode(new JoinNode(all: false, ReadMany(property.Value, path, budget))),
        "tag" when property.Value.ValueKind == JsonValueKind.Array => new TagNode(Values(property.Value, path, budget)),
        "tag" => new TagNode([Value(property.Value, path, budget)]),
        _ => throw Refuse(path, Forms),
    };

    private static ImmutableArray<FilterNode> ReadMany(JsonElement json, string path, FilterBudget budget)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() == 0) throw Refuse(path, "is an array of filters");
        return [.. json.EnumerateArray().Select((part, i) => Read(part, $"{path}[{i}]", budget))];
    }

    private static FilterNode ReadAttribute(
        List<JsonProperty> properties, FilterName name, string path, FilterBudget budget)
    {
        var conditions = properties.Where(property => property.Name != "attribute")
            .Select(property => ReadCondition(name, property, $"{path}.{property.Name}", budget)).ToImmutableArray();
        return conditions.Length switch
        {
            0 => throw Refuse(path, "needs equals, in, exists, atLeast, above, atMost or below beside attribute"),
            1 => conditions[0],
            _ => new JoinNode(all: true, conditions),
        };
    }

    private static FilterNode ReadCondition(FilterName name, JsonProperty property, string path, FilterBudget budget)
    {
        var json = property.Value;
        return property.Name switch
        {
            "equals" => new EqualsNode(name, [Value(json, path, budget, name)]),
            "in" => new EqualsNode(name, Values(json, path, budget, name)),
            "exists" when json.ValueKind == JsonValueKind.True => new ExistsNode(name),
            "exists" when json.ValueKind == JsonValueKind.False => new NotNode(new ExistsNode(name)),
            "exists" => throw Refuse(path, "is true or false"),
            "atLeast" => new OrderNode(name, FilterOrder.AtLeast, Value(json, path, budget, name)),
            "above" => new OrderNode(name, FilterOrder.Above, Value(json, path, budget, name)),
            "atMost" => new OrderNode(name, FilterOrder.AtMost, Value(json, path, budget, name)),
            "below" => new OrderNode(name, FilterOrder.Below, Value(json, path, budget, name)),
            _ => throw Refuse(path, "is none of equals, in, exists, atLeast, above, atMost, below"),
        };
    }

    private static FilterName Name(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.String) throw Refuse(path, "is a string");
        var name = json.GetString()!;
        return AttributeRules.FindNameError(name) is { } error ? throw Refuse(path, error) : new FilterName(name);
    }

    private static ImmutableArray<FilterValue> Values(JsonElement json, string path, FilterBudget budget, FilterName? name = null)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() == 0) throw Refuse(path, "is an array of values");
        return [.. json.EnumerateArray().Select((value, i) => Value(value, $"{path}[{i}]", budget, name))];
    }

    private static FilterValue Value(JsonElement json, string path, FilterBudget budget, FilterName? name = null)
    {
        if (!budget.TrySpend()) throw Refuse(path, FilterBudget.TooMany);
        var value = json.ValueKind switch
        {
            JsonValueKind.String => new FilterValue(json.GetString()!),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => new FilterValue(json.GetRawText()),
            _ => throw Refuse(path, "is a string, a number, true or false"),
        };
        return name?.FindError(value) is { } error ? throw Refuse(path, error) : value;
    }

    private static PushRequestException Refuse(string path, string rule) => AudienceFilter.Refuse($"{path}: {rule}");
}
