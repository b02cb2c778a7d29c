using System.Text;
using Push.Http2.Hpack;

namespace Push.Apns.Connections;

/// <summary>
/// The values of one header that a connection repeats. Only the first few get a place in the HPACK table: a connection
/// that serves hundreds of topics would otherwise evict each before it is used again.
/// </summary>
internal sealed class RepeatedValues(HpackEncoder hpack, FieldName name)
{
    private const int MaxKept = 16;
    private readonly Dictionary<string, RepeatedField> _kept = new(StringComparer.Ordinal);

    /// <summary>The handle of a value, or null: then it is to be sent as a literal.</summary>
    public RepeatedField? Find(string? value)
    {
        if (value is null) return null;
        if (_kept.TryGetValue(value, out var field)) return field;
        if (_kept.Count == MaxKept) return null;
        return _kept[value] = hpack.Repeat(name, Encoding.UTF8.GetBytes(value), huffman: true);
    }
}
