namespace Push.Grains.Senders;

/// <summary>The keys of senders: <c>{app}/{slot}/{campaign}</c>, so that they are placed like their connection slot.</summary>
/// <param name="App">The app.</param>
/// <param name="Slot">The connection slot.</param>
/// <param name="Campaign">The campaign's id.</param>
public readonly record struct SenderKey(string App, int Slot, string Campaign)
{
    /// <summary>Reads a grain key.</summary>
    public static SenderKey Parse(string key)
    {
        var parts = key.Split('/');
        return new SenderKey(parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), parts[2]);
    }

    /// <summary>The grain key.</summary>
    public override string ToString() => $"{App}/{Slot}/{Campaign}";
}
