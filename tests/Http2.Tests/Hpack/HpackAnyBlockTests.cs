using CsCheck;
using Push.Http2.Errors;
using Push.Http2.Hpack;

namespace Push.Http2.Tests.Hpack;

public sealed class HpackAnyBlockTests
{
    [Fact]
    public void Decode_AnyBlocks_EndWellOrInCompressionError() =>
        Gen.Byte.Array[0, 100].Array[1, 5].Sample(
            blocks =>
            {
                var decoder = new HpackDecoder(maxHeaderListSize: 500);
                try
                {
                    foreach (var block in blocks)
                    {
                        decoder.Decode(block);
                        Assert.InRange(decoder.TableSize, 0, 4_096);
                    }
                }
                catch (Http2ConnectionException error)
                {
                    Assert.Equal(Http2ErrorCode.CompressionError, error.Code);
                }
            },
            iter: 10_000);
}
