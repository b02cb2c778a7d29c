using Push.Http2.Errors;

namespace Push.Http2.Tests.Frames;

public sealed class DataFrameTests
{
    [Fact]
    public void Data_Content_IsHandedOn() =>
        Assert.Equal(
            ["data 1 616263 of 3", "data 1  of 0 end"],
            Endpoint.Client().Receive(Wire.Data(1, 0, "616263"), Wire.Data(1, Wire.EndStream)));

    [Fact]
    public void Data_Padding_IsStrippedButCountsForTheWindow() =>
        Assert.Equal(
            ["data 1 6162 of 6 end", "data 1  of 3", "data 1  of 1"],
            Endpoint.Client().Receive(
                Wire.Data(1, Wire.Padded | Wire.EndStream, "03 6162 000000"),
                Wire.Data(1, Wire.Padded, "02 0000"),
                Wire.Data(1, Wire.Padded, "00")));

    [Theory]
    [InlineData("01")]
    [InlineData("04 616263")]
    [InlineData("ff 616263")]
    public void Data_PaddingAsLongAsThePayload_IsProtocolError(string payload) =>
        Assert.Equal(Http2ErrorCode.ProtocolError, Endpoint.Client().Fails(Wire.Data(1, Wire.Padded, payload)));

    [Fact]
    public void Data_PaddedButEmpty_IsFrameSizeError() =>
        Assert.Equal(Http2ErrorCode.FrameSizeError, Endpoint.Client().Fails(Wire.Data(1, Wire.Padded)));

    [Fact]
    public void Data_UnknownFlags_AreIgnored() =>
        Assert.Equal(["data 1 61 of 1"], Endpoint.Client().Receive(Wire.Data(1, 0xf6, "61")));

    [Fact]
    public void Data_OfMaximalSize_IsTaken()
    {
        var events = Endpoint.Client().Receive(Hex.Frame(0, 0, 1, new byte[16_384]));
        Assert.EndsWith("of 16384", Assert.Single(events), StringComparison.Ordinal);
    }

    [Fact]
    public void Frame_LargerThanMaximalSize_IsFrameSizeErrorFromItsHeader()
    {
        var client = Endpoint.Client();
        Assert.Equal(Http2ErrorCode.FrameSizeError, client.Fails(Hex.Bytes("004001 00 00 00000001")));
    }
}
