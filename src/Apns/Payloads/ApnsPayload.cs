using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Push.Apns;

/// <summary>
/// What a notification says, as typed values; each kind of push has its own record. A payload that none of them can say is
/// given to <see cref="NotificationContent"/> as bytes.
/// </summary>
public abstract record ApnsPayload
{
    private protected ApnsPayload()
    {
    }

    /// <summary>The push type that this payload is for.</summary>
    public abstract PushType PushType { get; }

    /// <summary>
    /// The app's own values, of any JSON shape; they stand beside <c>aps</c>. A model of yours becomes one with
    /// <see cref="JsonSerializer"/>'s <c>SerializeToNode</c>.
    /// </summary>
    public JsonObject? Custom { get; init; }

    /// <summary>The payload in UTF-8. Nothing is allocated but the result.</summary>
    public byte[] ToUtf8()
    {
        var buffer = PayloadBuffer.Rent();
        try
        {
            Write(buffer.Json);
            return buffer.ToArray();
        }
        finally
        {
            buffer.Return();
        }
    }

    /// <summary>Appends the payload in UTF-8.</summary>
    public void WriteTo(IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var buffer = PayloadBuffer.Rent();
        try
        {
            Write(buffer.Json);
            destination.Write(buffer.Written);
        }
        finally
        {
            buffer.Return();
        }
    }

    /// <summary>The notification with this payload, its push type, and what that type demands of topic and priority.</summary>
    /// <param name="app">
    /// The app's bundle id, to which the push type's suffix is added (Wallet: the pass type identifier; MDM: the
    /// certificate's topic). Null leaves the topic to the app's configuration or to a certificate with one topic.
    /// </param>
    public NotificationContent ToContent(string? app = null) => new()
    {
        Payload = ToUtf8(),
        PushType = PushType,
        Topic = app is null ? null : PushType.TopicOf(app),
        Priority = PushType == PushType.Background ? (byte)5 : null,
    };

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteMembers(json);
        if (Custom is not null)
        {
            foreach (var (name, value) in Custom)
            {
                json.WritePropertyName(name);
                if (value is null) json.WriteNullValue();
                else value.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    private protected abstract void WriteMembers(Utf8JsonWriter json);
}
