using System.Globalization;

namespace Push.Grains.Connections;

/// <summary>The keys of connection slots: <c>{app}/{slot}</c>.</summary>
/// <param name="App">The app.</param>
/// <param name="Slot">The slot, from 0 to one less than the app's connections.</param>
public readonly record struct ConnectionKey(string App, int Slot)
{
    /// <summary>Reads the key of a slot, or of anything that is placed like one: more may follow after a second slash.</summary>
    public static ConnectionKey Parse(string key)
    {
        var slash = key.IndexOf('/');
        var rest = key.AsSpan(slash + 1);
        var end = rest.IndexOf('/');
        return new ConnectionKey(
            key[..slash], int.Parse(end < 0 ? rest : rest[..end], NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>The grain key.</summary>
    public override string ToString() => $"{App}/{Slot}";
}
