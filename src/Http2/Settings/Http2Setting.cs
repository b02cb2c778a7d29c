namespace Push.Http2.Settings;

/// <summary>One parameter of a SETTINGS frame.</summary>
/// <param name="Id">Which, known or not.</param>
/// <param name="Value">Its value.</param>
public readonly record struct Http2Setting(SettingId Id, uint Value)
{
    /// <summary>Bytes of one parameter in the frame.</summary>
    public const int Size = 6;
}
