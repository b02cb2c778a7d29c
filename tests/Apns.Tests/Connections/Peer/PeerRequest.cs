using Push.Http2.Hpack;

namespace Push.Apns.Tests.Connections;

/// <summary>A request as the peer received it.</summary>
internal sealed record PeerRequest(int Stream, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    public string this[string name] => Headers.Single(h => h.Name == name).Value;

    public bool Has(string name) => Headers.Any(h => h.Name == name);

    public static IReadOnlyList<(string, string)> Decode(HpackDecoder decoder, ReadOnlySpan<byte> block)
    {
        var headers = new List<(string, string)>();
        var reader = decoder.Open(block);
        while (reader.Next(out var name, out var value))
            headers.Add((System.Text.Encoding.UTF8.GetString(name), System.Text.Encoding.UTF8.GetString(value)));
        return headers;
    }
}
