using System.Buffers;
using System.Text.Json;

namespace Push.Apns;

/// <summary>
/// Reads a template: JSON in whose strings placeholders stand, <c>{{name}}</c>, <c>{{name|default}}</c>, and
/// <c>{{#name|0}}</c> for a number or boolean in the place of a whole string. <c>{{{{</c> is <c>{{</c> itself.
/// </summary>
internal sealed class TemplateParser(ReadOnlyMemory<byte> source, string? language, List<TemplateError> errors)
{
    private const int MaxName = 64;

    private static readonly SearchValues<byte> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."u8);

    private readonly List<TemplatePart> _parts = [];
    private readonly int _errorsBefore = errors.Count;
    private int _copied;

    private static ReadOnlySpan<byte> Open => "{{"u8;

    private static ReadOnlySpan<byte> Close => "}}"u8;

    /// <summary>The parts; null when errors were added.</summary>
    public TemplatePart[]? Parse()
    {
        try
        {
            var json = new Utf8JsonReader(source.Span, new JsonReaderOptions { MaxDepth = PayloadRules.MaxDepth });
            while (json.Read())
            {
                if (json.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)) continue;
                if (json.ValueSpan.IndexOf(Open) < 0) continue;
                var start = (int)json.TokenStartIndex + 1;
                if (json.TokenType == JsonTokenType.String) ReadString(start, start + json.ValueSpan.Length);
                else Fail(start + json.ValueSpan.IndexOf(Open), "placeholders stand in values, never in keys");
            }
        }
        catch (JsonException e)
        {
            Fail(PositionOf(e), "must be well-formed JSON");
        }

        if (errors.Count > _errorsBefore) return null;
        _parts.Add(TemplatePart.Rest(source[_copied..]));
        return [.. _parts];
    }

    private void ReadString(int start, int end)
    {
        for (var at = start; at < end;)
        {
            var found = source.Span[at..end].IndexOf(Open);
            if (found < 0) return;
            at += found;
            if (source.Span[(at + Open.Length)..end].StartsWith(Open))
            {
                _parts.Add(TemplatePart.Rest(source[_copied..(at + Open.Length)]));
                at = _copied = at + 2 * Open.Length;
                continue;
            }

            var length = source.Span[at..end].IndexOf(Close);
            if (length < 0)
            {
                Fail(at, "a placeholder must be closed with }} in the same string; {{{{ writes {{ itself");
                return;
            }

            ReadPlaceholder(at, at + length + Close.Length, start, end);
            at += length + Close.Length;
        }
    }

    private void ReadPlaceholder(int at, int after, int start, int end)
    {
        var (from, to) = Trim(at + Open.Length, after - Close.Length);
        var isJson = from < to && source.Span[from] == '#';
        if (isJson) from++;
        var bar = source.Span[from..to].IndexOf((byte)'|');
        var name = bar < 0 ? (from, to) : Trim(from, from + bar);
        var otherwise = bar < 0 ? null : (ReadOnlyMemory<byte>?)Slice(Trim(from + bar + 1, to));
        CheckName(Slice(name).Span, name.Item1);
        if (isJson)
        {
            if (at != start || after != end) Fail(at, "{{#…}} must be all of its string, because it takes the quotes away");
            if (otherwise is { } value && !IsJsonValue(value.Span)) Fail(at, "the default of {{#…}} must be a number, true or false");
        }

        var quote = isJson ? 1 : 0;
        _parts.Add(new TemplatePart(source[_copied..(at - quote)], Slice(name), otherwise, isJson));
        _copied = after + quote;
    }

    private void CheckName(ReadOnlySpan<byte> name, int position)
    {
        if (name.IsEmpty) Fail(position, "a placeholder must have a name");
        else if (name.Length > MaxName) Fail(position, $"a name has at most {MaxName} characters, not {name.Length}");
        else if (!char.IsAsciiLetter((char)name[0]) || name.ContainsAnyExcept(NameCharacters))
            Fail(position, "a name begins with a letter and has letters from a to z, digits, '_', '-' and '.' only");
    }

    private static bool IsJsonValue(ReadOnlySpan<byte> text)
    {
        try
        {
            var json = new Utf8JsonReader(text);
            return json.Read() && json.TokenType is JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False
                && !json.Read() && json.BytesConsumed == text.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private ReadOnlyMemory<byte> Slice((int From, int To) range) => source[range.From..range.To];

    private (int From, int To) Trim(int from, int to)
    {
        while (from < to && source.Span[from] == ' ') from++;
        while (from < to && source.Span[to - 1] == ' ') to--;
        return (from, to);
    }

    // The reader counts lines; everything else here is a position in bytes.
    private int PositionOf(JsonException e)
    {
        var position = 0;
        for (var line = e.LineNumber ?? 0; line > 0; line--)
            position += source.Span[position..].IndexOf((byte)'\n') + 1;
        return position + (int)(e.BytePositionInLine ?? 0);
    }

    private void Fail(int position, string rule) => errors.Add(new TemplateError(language, position, rule));
}
