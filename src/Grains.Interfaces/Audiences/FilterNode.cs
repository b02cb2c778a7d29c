using System.Collections.Immutable;
using System.Text;

namespace Push.Grains.Audiences;

/// <summary>A condition of a filter, or several joined.</summary>
internal abstract class FilterNode
{
    /// <summary>How tightly it holds together in text: what is looser than its surroundings stands in brackets.</summary>
    public virtual int Binding => 3;

    public abstract bool Matches(AttributeReader attributes);

    public sealed override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    public abstract void Write(StringBuilder text);

    protected void WriteInside(StringBuilder text, FilterNode inner)
    {
        var brackets = inner.Binding <= Binding;
        if (brackets) text.Append('(');
        inner.Write(text);
        if (brackets) text.Append(')');
    }
}

/// <summary>Several conditions, of which all or any must hold.</summary>
internal sealed class JoinNode(bool all, ImmutableArray<FilterNode> parts) : FilterNode
{
    public override int Binding => all ? 1 : 0;

    public override bool Matches(AttributeReader attributes)
    {
        foreach (var part in parts)
            if (part.Matches(attributes) != all) return !all;
        return all;
    }

    public override void Write(StringBuilder text)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0) text.Append(all ? " and " : " or ");
            WriteInside(text, parts[i]);
        }
    }
}

/// <summary>A condition that must not hold.</summary>
internal sealed class NotNode(FilterNode inner) : FilterNode
{
    public override int Binding => 2;

    public override bool Matches(AttributeReader attributes) => !inner.Matches(attributes);

    public override void Write(StringBuilder text)
    {
        text.Append("not ");
        if (inner is NotNode) inner.Write(text);
        else WriteInside(text, inner);
    }
}

/// <summary>The device has one of some tags.</summary>
internal sealed class TagNode(ImmutableArray<FilterValue> tags) : FilterNode
{
    public override bool Matches(AttributeReader attributes)
    {
        foreach (var entry in attributes)
        {
            if (!entry.IsTag) continue;
            foreach (var tag in tags)
                if (entry.Value.Utf8.SequenceEqual(tag.Utf8)) return true;
        }
        return false;
    }

    public override void Write(StringBuilder text) => FilterValue.WriteEquals(text.Append("tag"), tags);
}

/// <summary>The device has an attribute.</summary>
internal sealed class ExistsNode(FilterName name) : FilterNode
{
    public override bool Matches(AttributeReader attributes) => attributes.Find(name.Utf8).Kind != AttributeKind.None;

    public override void Write(StringBuilder text) => text.Append("exists ").Append(name);
}

/// <summary>An attribute has one of some values.</summary>
internal sealed class EqualsNode(FilterName name, ImmutableArray<FilterValue> values) : FilterNode
{
    public override bool Matches(AttributeReader attributes)
    {
        var attribute = attributes.Find(name.Utf8);
        foreach (var value in values)
            if (value.Equals(attribute)) return true;
        return false;
    }

    public override void Write(StringBuilder text) => FilterValue.WriteEquals(text.Append(name), values);
}

/// <summary>An attribute is less or greater than a value.</summary>
internal sealed class OrderNode(FilterName name, FilterOrder order, FilterValue value) : FilterNode
{
    public override bool Matches(AttributeReader attributes) =>
        value.TryCompare(attributes.Find(name.Utf8), out var compared) && order switch
        {
            FilterOrder.Below => compared < 0,
            FilterOrder.AtMost => compared <= 0,
            FilterOrder.Above => compared > 0,
            _ => compared >= 0,
        };

    public override void Write(StringBuilder text) => text.Append(name).Append(order switch
    {
        FilterOrder.Below => " < ",
        FilterOrder.AtMost => " <= ",
        FilterOrder.Above => " > ",
        _ => " >= ",
    }).Append(value);
}

internal enum FilterOrder
{
    Below,
    AtMost,
    Above,
    AtLeast,
}
