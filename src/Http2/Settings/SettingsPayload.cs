using System.Buffers.Binary;

namespace Push.Http2.Settings;

/// <summary>The parameters of a received SETTINGS frame, in order, read where they lie.</summary>
public readonly ref struct SettingsPayload
{
    private readonly ReadOnlySpan<byte> _payload;

    /// <summary>Wraps a payload.</summary>
    /// <param name="payload">A multiple of <see cref="Http2Setting.Size"/> bytes; a remainder is not looked at.</param>
    public SettingsPayload(ReadOnlySpan<byte> payload) => _payload = payload;

    /// <summary>How many parameters there are; an id may stand there more than once.</summary>
    public int Count => _payload.Length / Http2Setting.Size;

    /// <summary>The parameter at a position.</summary>
    public Http2Setting this[int position]
    {
        get
        {
            var at = _payload.Slice(position * Http2Setting.Size, Http2Setting.Size);
            var id = (SettingId)BinaryPrimitives.ReadUInt16BigEndian(at);
            return new(id, BinaryPrimitives.ReadUInt32BigEndian(at[2..]));
        }
    }
}
