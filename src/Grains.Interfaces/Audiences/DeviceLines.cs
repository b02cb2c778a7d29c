using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Push.Grains.Audiences;

/// <summary>
/// Writes devices as NDJSON, in the form in which they can be imported: <c>{"token":"7f0c…","registeredAt":"…","language":"de","tags":["news"]}</c>.
/// </summary>
/// <param name="output">Where to.</param>
public sealed class DeviceLines(IBufferWriter<byte> output) : IDisposable
{
    private readonly Utf8JsonWriter _writer = new(
        output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private readonly byte[] _hex = new byte[2 * Apns.DeviceToken.MaxLength];

    /// <summary>Writes one line.</summary>
    public void Write(in AudienceDevice device)
    {
        _writer.WriteStartObject();
        _writer.WriteString("token"u8, _hex.AsSpan(0, device.Token.WriteHex(_hex)));
        if (device.RegisteredAt is { } time) _writer.WriteString("registeredAt"u8, time.UtcDateTime);
        AttributesJson.WriteProperties(_writer, device.Attributes.Read());
        _writer.WriteEndObject();
        _writer.Flush();
        _writer.Reset();
        output.Write("\n"u8);
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
