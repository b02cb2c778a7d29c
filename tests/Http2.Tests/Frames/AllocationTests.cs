using Push.Http2.Errors;
using Push.Http2.Frames;
using Push.Http2.Hpack;
using Push.Http2.Settings;
using Push.Http2.Streams;

namespace Push.Http2.Tests.Frames;

/// <summary>Memory is measured while no other test runs.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;

/// <summary>The steady state allocates nothing, and a hostile peer can't make it grow.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class AllocationTests
{
    // What APNs sends for a notification that it takes, for one that it refuses, and between them.
    private static readonly byte[] Answers =
    [
        .. Wire.Headers(1, Wire.EndHeaders | Wire.EndStream, "88 40 0761706e732d6964 84 1c64 2c9f"),
        .. Wire.Headers(3, Wire.EndHeaders, "8b 00 0761706e732d6964 05 3132333435 5c0133"),
        .. Wire.Data(3, Wire.EndStream, "7b2272223a317d"),
        .. Wire.Headers(5, 0, "88 0001"), .. Wire.Continuation(5, Wire.EndHeaders, "610162"),
        .. Wire.WindowUpdate(0, 1), .. Wire.WindowUpdate(1, 1), .. Wire.Ping(), .. Wire.RstStream(5, 8),
    ];

    // The same PING thousands of times in a moment would otherwise be a flood.
    private static readonly FrameReaderOptions Patient = new() { Floods = new() { PingBurst = 1_000_000 } };

    [Fact]
    public void Read_SteadyState_AllocatesNothing()
    {
        var reader = Reader(new QuietHandler());
        var buffer = Segments.Cut(Answers, [7, 50, 1]);
        Assert.Equal(0, Allocated(() => reader.Read(Answers)));
        Assert.Equal(0, Allocated(() => reader.Read(buffer)));
    }

    [Fact]
    public void Write_SteadyState_AllocatesNothing()
    {
        var encoder = new HpackEncoder();
        var method = encoder.Repeat(FieldName.Of(":method"u8), "POST"u8);
        var topic = encoder.Repeat(FieldName.Of("apns-topic"u8), "com.example.app"u8);
        var (path, id, authorization) =
            (FieldName.Of(":path"u8), FieldName.Of("apns-id"u8), FieldName.Of("authorization"u8));
        var buffer = new byte[1_000];
        Assert.Equal(0, Allocated(() =>
        {
            var block = encoder.Begin(buffer.AsSpan(FrameHeader.Size));
            block.Write(method);
            block.ReserveLiteral(path, 70).Fill((byte)'0');
            block.Write(topic);
            block.WriteLiteral(id, "00000000-0000-0000-0000-000000000000"u8, huffman: true);
            block.WriteNeverIndexed(authorization, "bearer x"u8);
            FrameWriter.WriteHeadersHeader(buffer, 1, block.Length, endStream: false);
            FrameWriter.WriteData(buffer.AsSpan(FrameHeader.Size + block.Length), 1, "{}"u8, endStream: true);
        }));
    }

    [Fact]
    public void Read_LargestBlocksAgainAndAgain_KeepsMemoryBounded()
    {
        // 64 KB of block each time, which is kept only until it is decoded; what stays is the room for its strings.
        var reader = Reader(new QuietHandler());
        var fragment = new byte[16_000];
        Array.Fill(fragment, (byte)0x82);
        byte[] frames =
        [
            .. Hex.Frame(1, 0, 1, fragment), .. Hex.Frame(9, 0, 1, fragment), .. Hex.Frame(9, 0, 1, fragment),
            .. Hex.Frame(9, Wire.EndHeaders, 1, fragment),
        ];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 500; i++) reader.Read(frames);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 1_000_000);
        GC.KeepAlive(reader);
    }

    private static FrameReader Reader(IFrameHandler handler)
    {
        var streams = new StreamIds(Http2Role.Client);
        for (var i = 0; i < 100_000; i++) streams.TryOpen(out _);
        var reader = new FrameReader(Patient, new HpackDecoder(), streams, handler);
        reader.Read(Wire.Settings());
        return reader;
    }

    private static long Allocated(Action work)
    {
        for (var i = 0; i < 50; i++) work();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 500; i++) work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class QuietHandler : IFrameHandler
    {
        public void OnHeadersBegin(int streamId, bool endStream, bool opensStream)
        {
        }

        public void OnHeader(int streamId, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
        {
        }

        public void OnHeadersEnd(int streamId, bool endStream)
        {
        }

        public void OnData(int streamId, ReadOnlySpan<byte> data, int flowControlled, bool endStream)
        {
        }

        public void OnReset(int streamId, Http2ErrorCode code)
        {
        }

        public void OnSettings(SettingsPayload settings)
        {
        }

        public void OnSettingsAck()
        {
        }

        public void OnPing(ulong opaque, bool acknowledgement)
        {
        }

        public void OnGoAway(int lastStreamId, Http2ErrorCode code, ReadOnlySpan<byte> debugData)
        {
        }

        public void OnWindowUpdate(int streamId, int increment)
        {
        }

        public void OnStreamError(int streamId, Http2ErrorCode code, string why)
        {
        }
    }
}
