using System.Buffers;
using Push.Http2.Errors;
using Push.Http2.Frames;
using Push.Http2.Settings;

namespace Push.Http2.Tests.Frames;

/// <summary>What is written, against bytes by hand.</summary>
public sealed class FrameWriterTests
{
    private readonly ArrayBufferWriter<byte> _writer = new();

    private string Written => Hex.Of(_writer.WrittenSpan);

    [Fact]
    public void WriteData_ContentThatFits_IsOneFrame()
    {
        FrameWriter.WriteData(_writer, 1, "abc"u8, endStream: true, 16_384);
        Assert.Equal("000003" + "00" + "01" + "00000001" + "616263", Written);
    }

    [Fact]
    public void WriteData_NoContent_IsOneEmptyFrame()
    {
        FrameWriter.WriteData(_writer, 3, [], endStream: true, 16_384);
        Assert.Equal("000000" + "00" + "01" + "00000003", Written);
    }

    [Fact]
    public void WriteData_LongContent_IsSplitAndOnlyTheLastEndsTheStream()
    {
        FrameWriter.WriteData(_writer, 1, "abcde"u8, endStream: true, 2);
        Assert.Equal(
            "000002000000000001" + "6162" + "000002000000000001" + "6364" + "000001000100000001" + "65", Written);
    }

    [Fact]
    public void WriteHeaders_BlockThatFits_EndsHeaders()
    {
        FrameWriter.WriteHeaders(_writer, 5, [0x82, 0x87], endStream: false, 16_384);
        Assert.Equal("000002" + "01" + "04" + "00000005" + "8287", Written);
    }

    [Fact]
    public void WriteHeaders_LongBlock_GoesOnInContinuation()
    {
        FrameWriter.WriteHeaders(_writer, 5, [1, 2, 3, 4, 5], endStream: true, 2);
        Assert.Equal(
            "000002010100000005" + "0102" + "000002090000000005" + "0304" + "000001090400000005" + "05", Written);
    }

    [Fact]
    public void WriteHeadersHeader_Block_IsAnnounced()
    {
        Span<byte> header = new byte[9];
        Assert.Equal(9, FrameWriter.WriteHeadersHeader(header, 7, 300, endStream: true));
        Assert.Equal("00012c" + "01" + "05" + "00000007", Hex.Of(header));
    }

    [Fact]
    public void WriteSettings_Parameters_StandInOrder()
    {
        FrameWriter.WriteSettings(
            _writer, [new(SettingId.EnablePush, 0), new(SettingId.InitialWindowSize, 65_535), new((SettingId)0x99, 1)]);
        Assert.Equal("000012" + "04" + "00" + "00000000" + "000200000000" + "00040000ffff" + "009900000001", Written);
    }

    [Fact]
    public void WriteSettingsAck_Frame_IsEmpty()
    {
        FrameWriter.WriteSettingsAck(_writer);
        Assert.Equal("000000" + "04" + "01" + "00000000", Written);
    }

    [Fact]
    public void WritePing_Answer_HasTheSameBytes()
    {
        FrameWriter.WritePing(_writer, 0x0102030405060708, acknowledgement: true);
        Assert.Equal("000008" + "06" + "01" + "00000000" + "0102030405060708", Written);
    }

    [Fact]
    public void WriteGoAway_DebugData_FollowsTheCode()
    {
        FrameWriter.WriteGoAway(_writer, int.MaxValue, Http2ErrorCode.EnhanceYourCalm, "no"u8);
        Assert.Equal("00000a" + "07" + "00" + "00000000" + "7fffffff" + "0000000b" + "6e6f", Written);
    }

    [Fact]
    public void WriteWindowUpdateAndRstStream_Frames_AreFourBytes()
    {
        FrameWriter.WriteWindowUpdate(_writer, 0, 32_768);
        FrameWriter.WriteRstStream(_writer, 9, Http2ErrorCode.Cancel);
        Assert.Equal("00000408000000000000008000" + "00000403000000000900000008", Written);
    }
}
