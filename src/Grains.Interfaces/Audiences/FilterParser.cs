using System.Collections.Immutable;
using System.Text;
using Push.Grains.Notifications;

namespace Push.Grains.Audiences;

/// <summary>Reads the text of a filter, by recursive descent.</summary>
internal sealed class FilterParser
{
    private readonly string _text;
    private readonly FilterBudget _budget = new();
    private int _at;

    // The token that is looked at: a mark, or a word.
    private int _start;
    private string? _mark;
    private string _word = "";
    private bool _isQuoted;

    public FilterParser(string text)
    {
        _text = text;
        Next();
    }

    private bool IsEnd => _mark is "";

    public FilterNode Read()
    {
        var root = ReadAny();
        return IsEnd ? root : throw Expected("'and', 'or' or the end");
    }

    private FilterNode ReadAny() => Join(all: false, FilterWords.Or, ReadAll);

    private FilterNode ReadAll() => Join(all: true, FilterWords.And, ReadOne);

    private FilterNode Join(bool all, string word, Func<FilterNode> read)
    {
        var parts = ImmutableArray.CreateBuilder<FilterNode>();
        do parts.Add(read());
        while (Take(word));
        return parts.Count == 1 ? parts[0] : new JoinNode(all, parts.ToImmutable());
    }

    private FilterNode ReadOne()
    {
        if (!_budget.TryDescend()) throw Refuse(_start, FilterBudget.TooDeep);
        if (!_budget.TrySpend()) throw Refuse(_start, FilterBudget.TooMany);
        var node = Take(FilterWords.Not) ? new NotNode(ReadOne())
            : TakeMark("(") ? ReadBracket()
            : ReadCondition();
        _budget.Ascend();
        return node;
    }

    private FilterNode ReadBracket()
    {
        var inner = ReadAny();
        return TakeMark(")") ? inner : throw Expected("'and', 'or' or ')'");
    }

    private FilterNode ReadCondition()
    {
        if (Take(FilterWords.Exists)) return new ExistsNode(ReadName());
        if (!Take(FilterWords.Tag))
        {
            var name = ReadName();
            return ReadComparison(name, values => new EqualsNode(name, values), (order, value) => new OrderNode(name, order, value));
        }
        return ReadComparison(name: null, tags => new TagNode(tags), order: null);
    }

    private FilterNode ReadComparison(
        FilterName? name, Func<ImmutableArray<FilterValue>, FilterNode> equals, Func<FilterOrder, FilterValue, FilterNode>? order)
    {
        if (TakeMark("=")) return equals([ReadValue(name)]);
        if (TakeMark("!=")) return new NotNode(equals([ReadValue(name)]));
        if (Take(FilterWords.In)) return equals(ReadValues(name));
        if (order is null) throw Expected("'=', '!=' or 'in'");
        FilterOrder? found = TakeMark("<=") ? FilterOrder.AtMost
            : TakeMark("<") ? FilterOrder.Below
            : TakeMark(">=") ? FilterOrder.AtLeast
            : TakeMark(">") ? FilterOrder.Above
            : null;
        return found is { } known
            ? order(known, ReadValue(name))
            : throw Expected("'=', '!=', '<', '<=', '>', '>=' or 'in'");
    }

    private ImmutableArray<FilterValue> ReadValues(FilterName? name)
    {
        if (!TakeMark("(")) throw Expected("'('");
        var values = ImmutableArray.CreateBuilder<FilterValue>();
        do values.Add(ReadValue(name));
        while (TakeMark(","));
        return TakeMark(")") ? values.ToImmutable() : throw Expected("',' or ')'");
    }

    private FilterName ReadName()
    {
        if (_mark is not null) throw Expected("a condition");
        if (AttributeRules.FindNameError(_word) is { } error) throw Refuse(_start, error);
        var name = new FilterName(_word);
        Next();
        return name;
    }

    private FilterValue ReadValue(FilterName? name)
    {
        if (_mark is not null) throw Expected("a value");
        if (!_budget.TrySpend()) throw Refuse(_start, FilterBudget.TooMany);
        var value = new FilterValue(_word);
        if (name?.FindError(value) is { } error) throw Refuse(_start, error);
        Next();
        return value;
    }

    // Words in quotes are never what holds a filter together.
    private bool Take(string word)
    {
        if (_mark is not null || _isQuoted || !_word.Equals(word, StringComparison.OrdinalIgnoreCase)) return false;
        Next();
        return true;
    }

    private bool TakeMark(string mark)
    {
        if (_mark != mark) return false;
        Next();
        return true;
    }

    private void Next()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
        (_start, _mark, _isQuoted) = (_at, null, false);
        if (_at == _text.Length)
        {
            _mark = "";
            return;
        }
        var character = _text[_at];
        if (character is '"' or '\'')
        {
            ReadQuoted(character);
            return;
        }
        while (_at < _text.Length && FilterWords.IsPlain(_text[_at])) _at++;
        if (_at > _start)
        {
            _word = _text[_start.._at];
            return;
        }
        var isDouble = (character is '<' or '>' or '!') && _at + 1 < _text.Length && _text[_at + 1] == '=';
        if (!isDouble && character is not ('(' or ')' or '=' or '<' or '>' or ','))
            throw Refuse(_at, $"'{character}' has no meaning here; put text with it in quotes");
        _at += isDouble ? 2 : 1;
        _mark = _text[_start.._at];
    }

    private void ReadQuoted(char quote)
    {
        var word = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            if (_text[_at] == quote)
            {
                _at++;
                (_word, _isQuoted) = (word.ToString(), true);
                return;
            }
            if (_text[_at] == '\\' && _at + 1 < _text.Length) _at++;
            word.Append(_text[_at]);
        }
        throw Refuse(_start, "the quote isn't closed");
    }

    private PushRequestException Expected(string what) =>
        Refuse(_start, $"{what} is expected, not {(IsEnd ? "the end" : $"'{_mark ?? _word}'")}");

    private static PushRequestException Refuse(int position, string rule) =>
        AudienceFilter.Refuse($"position {position + 1}: {rule}");
}
