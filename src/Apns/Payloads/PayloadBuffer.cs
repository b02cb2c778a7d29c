using System.Buffers;
using System.Text.Json;

namespace Push.Apns;

/// <summary>A JSON writer and its buffer, kept by the thread that used it last.</summary>
internal sealed class PayloadBuffer
{
    private const int Usual = 4096;

    // More than any payload may have: one that was built by mistake isn't kept.
    private const int MaxKept = 64 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = PayloadEncoder.Instance };

    [ThreadStatic]
    private static PayloadBuffer? _kept;

    private readonly ArrayBufferWriter<byte> _bytes = new(Usual);

    private PayloadBuffer() => Json = new Utf8JsonWriter(_bytes, Options);

    public Utf8JsonWriter Json { get; }

    public ReadOnlySpan<byte> Written
    {
        get
        {
            Json.Flush();
            return _bytes.WrittenSpan;
        }
    }

    public static PayloadBuffer Rent()
    {
        var buffer = _kept ?? new PayloadBuffer();
        _kept = null;
        return buffer;
    }

    public byte[] ToArray() => Written.ToArray();

    public void Return()
    {
        if (_bytes.Capacity > MaxKept) return;
        _bytes.ResetWrittenCount();
        Json.Reset(_bytes);
        _kept = this;
    }
}
