using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Push.Simulator.Requests;

/// <summary>
/// One request as received, in one reusable buffer: the header fields, then the body. Records travel from a connection to the
/// ring of the last notifications, which gives an old record back, so that nothing is allocated per request.
/// </summary>
internal sealed class RequestRecord
{
    /// <summary>Bytes of a body that are kept: one more than the largest payload Apple takes shows that it was too large.</summary>
    public const int MaxBodyKept = 5121;

    private byte[] _buffer = new byte[1024];
    private int _length;
    private int _headersEnd;
    private KnownSlices _known;
    private uint _seen;

    /// <summary>True when a header that may stand once stood twice.</summary>
    public bool HasDuplicates { get; private set; }

    /// <summary>Bytes of the body that arrived, also those not kept.</summary>
    public long BodyLength { get; private set; }

    /// <summary>The device token's bytes, as the rules decoded them from the path.</summary>
    public TokenBytes Token { get; } = new();

    /// <summary>The answer, once there is one.</summary>
    public Answer Answer { get; set; }

    /// <summary>The id that the answer carries: the request's or a made one.</summary>
    public Guid Id { get; set; }

    /// <summary>Whether <see cref="Id"/> is the request's.</summary>
    public bool HasOwnId { get; set; }

    /// <summary>What a device would not understand of the payload; null for nothing.</summary>
    public string? Remark { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    public ReadOnlySpan<byte> Body => _buffer.AsSpan(_headersEnd, _length - _headersEnd);

    public void Clear()
    {
        _length = 0;
        _headersEnd = 0;
        _seen = 0;
        HasDuplicates = false;
        BodyLength = 0;
        Token.Length = 0;
        Answer = default;
        Remark = null;
        HasOwnId = false;
    }

    /// <summary>Adds a header field; all header fields come before the body.</summary>
    public void AddHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Reserve(4 + name.Length + value.Length);
        Span<byte> free = _buffer.AsSpan(_length);
        BinaryPrimitives.WriteUInt16LittleEndian(free, (ushort)name.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(free[2..], (ushort)value.Length);
        name.CopyTo(free[4..]);
        value.CopyTo(free[(4 + name.Length)..]);

        KnownHeader known = KnownHeaders.Find(name);
        if (known != KnownHeader.Other)
        {
            uint bit = 1u << (int)known;
            HasDuplicates |= (_seen & bit) != 0;
            _seen |= bit;
            _known[(int)known] = new Slice(_length + 4 + name.Length, value.Length);
        }

        _length += 4 + name.Length + value.Length;
        _headersEnd = _length;
    }

    /// <summary>Adds a piece of the body; what passes <see cref="MaxBodyKept"/> is only counted.</summary>
    public void AddBody(ReadOnlySpan<byte> data)
    {
        BodyLength += data.Length;
        ReadOnlySpan<byte> kept = data[..Math.Min(data.Length, MaxBodyKept - Body.Length)];
        Reserve(kept.Length);
        kept.CopyTo(_buffer.AsSpan(_length));
        _length += kept.Length;
    }

    public bool Has(KnownHeader header) => (_seen & (1u << (int)header)) != 0;

    /// <summary>The value of a header, empty when it was left out.</summary>
    public ReadOnlySpan<byte> Value(KnownHeader header) =>
        Has(header) ? _buffer.AsSpan(_known[(int)header].Start, _known[(int)header].Length) : default;

    /// <summary>Calls <paramref name="visit"/> with every header field in the order of arrival.</summary>
    public void VisitHeaders(Action<ReadOnlySpan<byte>, ReadOnlySpan<byte>> visit)
    {
        for (int at = 0; at < _headersEnd;)
        {
            int name = BinaryPrimitives.ReadUInt16LittleEndian(_buffer.AsSpan(at));
            int value = BinaryPrimitives.ReadUInt16LittleEndian(_buffer.AsSpan(at + 2));
            visit(_buffer.AsSpan(at + 4, name), _buffer.AsSpan(at + 4 + name, value));
            at += 4 + name + value;
        }
    }

    private void Reserve(int more)
    {
        if (_buffer.Length - _length < more)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + more));
    }

    private readonly record struct Slice(int Start, int Length);

    [InlineArray((int)KnownHeader.Count)]
    private struct KnownSlices
    {
        private Slice _first;
    }
}
