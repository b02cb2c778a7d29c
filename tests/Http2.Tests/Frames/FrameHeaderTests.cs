using Push.Http2.Frames;

namespace Push.Http2.Tests.Frames;

public sealed class FrameHeaderTests
{
    [Theory]
    [InlineData("000000040000000000", 0, FrameType.Settings, FrameFlags.None, 0)]
    [InlineData("004000010500000001", 16_384, FrameType.Headers, FrameFlags.EndStream | FrameFlags.EndHeaders, 1)]
    [InlineData("ffffff00297fffffff", 16_777_215, FrameType.Data, (FrameFlags)0x29, int.MaxValue)]
    public void Header_KnownBytes_AreReadAndWritten(
        string hex, int length, FrameType type, FrameFlags flags, int stream)
    {
        var header = FrameHeader.Read(Hex.Bytes(hex));
        Assert.Equal(new FrameHeader(length, type, flags, stream), header);
        var written = new byte[FrameHeader.Size];
        header.Write(written);
        Assert.Equal(hex, Hex.Of(written));
    }

    [Fact]
    public void Read_ReservedBit_IsIgnored() =>
        Assert.Equal(1, FrameHeader.Read(Hex.Bytes("00000800 00 80000001")).StreamId);
}
