using System.Buffers;
using CsCheck;
using Push.Http2.Errors;

namespace Push.Http2.Tests.Frames;

/// <summary>Whatever arrives, in whatever pieces: the same is told of it, and it ends in an orderly way.</summary>
public sealed class SegmentedReadTests
{
    private static readonly Gen<byte[]> Frame =
        from type in Gen.Frequency((20, Gen.Byte[0, 9]), (1, Gen.Byte))
        from flags in Gen.OneOf(Gen.OneOf<byte>(0, 1, 4, 5), Gen.Byte)
        from stream in Gen.UInt[0, 7]
        from payload in Gen.OneOf(
            Gen.Byte.Array[0, 40],
            Gen.OneOf(Hex.Bytes("88"), Hex.Bytes("4001610131"), Hex.Bytes("be"), new byte[4], new byte[8], []))
        select Hex.Frame(type, flags, stream, payload);

    private static readonly Gen<byte[]> Input = Gen.Frequency(
        (4, Frame.Array[0, 12].Select(frames => frames.SelectMany(bytes => bytes).ToArray())),
        (1, Gen.Byte.Array[0, 200]),
        (1, Gen.Select(Frame.Array[0, 4], Gen.Byte.Array[0, 20], (frames, rest) =>
            (byte[])[.. frames.SelectMany(bytes => bytes), .. rest])));

    private static readonly Gen<int[]> Cuts = Gen.Int[0, 30].Array[1, 6];

    [Fact]
    public void Read_AnyBytesInAnySegments_TellsTheSameAsInOnePiece() =>
        Gen.Select(Input, Cuts, Gen.Bool).Sample(
            (input, cuts, isServer) =>
            {
                var whole = Make(isServer);
                var expected = whole.Try(new(input));
                Assert.Equal(expected, Make(isServer).Try(Segments.Cut(input, cuts)));
                Assert.Equal(expected, Make(isServer).TryInTurn(input, cuts));
            },
            iter: 10_000);

    [Fact]
    public void Read_FrameAcrossManySegments_IsRead()
    {
        var client = Endpoint.Client();
        var frame = Hex.Frame(0x0, 1, 1, new byte[16_384]);
        var buffer = Segments.Cut(frame, [1]);
        Assert.Equal(buffer.End, client.Reader.Read(buffer));
    }

    [Fact]
    public void Read_IncompleteFrame_IsLeftInTheBuffer()
    {
        var client = Endpoint.Client();
        byte[] bytes = [.. Wire.Ping(), .. Wire.Ping()];
        for (var missing = 1; missing < 17; missing++)
        {
            var buffer = Segments.Cut(bytes[..^missing], [5]);
            Assert.Equal(17 - missing, buffer.Slice(client.Reader.Read(buffer)).Length);
        }
    }

    private static Endpoint Make(bool isServer) => isServer ? Endpoint.Server() : Endpoint.Client(streams: 3);
}

/// <summary>Reads that may end in a connection error, as text.</summary>
file static class Attempts
{
    public static string Try(this Endpoint endpoint, ReadOnlySequence<byte> input)
    {
        string end;
        try
        {
            end = $"{input.Slice(endpoint.Reader.Read(input)).Length} bytes left";
        }
        catch (Http2ConnectionException error)
        {
            end = error.Message;
        }

        return string.Join('\n', [.. endpoint.TakeEvents(), end]);
    }

    /// <summary>As a connection reads: piece by piece, keeping what is not consumed.</summary>
    public static string TryInTurn(this Endpoint endpoint, byte[] input, int[] lengths)
    {
        byte[] kept = [];
        var end = "0 bytes left";
        try
        {
            foreach (var piece in Segments.Cut(input, lengths))
            {
                kept = [.. kept, .. piece.Span];
                kept = kept[endpoint.Reader.Read(kept)..];
                end = $"{kept.Length} bytes left";
            }
        }
        catch (Http2ConnectionException error)
        {
            end = error.Message;
        }

        return string.Join('\n', [.. endpoint.TakeEvents(), end]);
    }
}
