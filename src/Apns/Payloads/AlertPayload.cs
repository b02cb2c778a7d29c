using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Push.Apns;

/// <summary>The payload of a plain alert (Apple, "Generating a remote notification").</summary>
public sealed record AlertPayload
{
    // The default encoder writes every non-ASCII character as \uXXXX and so inflates the payload up to sixfold. The
    // relaxed one is safe here: a payload is never put into HTML.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The alert's title.</summary>
    public string? Title { get; init; }

    /// <summary>The alert's text.</summary>
    public string? Body { get; init; }

    /// <summary>The number on the app's icon: 0 removes it, null leaves it as it is.</summary>
    public int? Badge { get; init; }

    /// <summary>The name of a sound, or <c>default</c>.</summary>
    public string? Sound { get; init; }

    /// <summary>The payload in UTF-8. With a body alone, <c>alert</c> is a string, else a dictionary.</summary>
    public byte[] ToUtf8()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteStartObject("aps"u8);
            WriteAlert(json);
            if (Badge is { } badge) json.WriteNumber("badge"u8, badge);
            if (Sound is not null) json.WriteString("sound"u8, Sound);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private void WriteAlert(Utf8JsonWriter json)
    {
        if (Title is null)
        {
            if (Body is not null) json.WriteString("alert"u8, Body);
            return;
        }
        json.WriteStartObject("alert"u8);
        json.WriteString("title"u8, Title);
        if (Body is not null) json.WriteString("body"u8, Body);
        json.WriteEndObject();
    }
}
