using System.Buffers;
using Push.Http2.Errors;
using Push.Http2.Frames;

namespace Push.Http2.Tests.Frames;

public sealed class ConnectionPrefaceTests
{
    private const string Preface = "505249202a20485454502f322e300d0a0d0a534d0d0a0d0a";

    [Fact]
    public void TryRead_WholePreface_IsConsumedAndNoMore()
    {
        var buffer = new ReadOnlySequence<byte>(Hex.Bytes(Preface + "0000"));
        Assert.True(ConnectionPreface.TryRead(buffer, out var consumed));
        Assert.Equal(2, buffer.Slice(consumed).Length);
    }

    [Fact]
    public void TryRead_EveryBeginning_AsksForMore()
    {
        for (var length = 0; length < 24; length++)
        {
            var buffer = new ReadOnlySequence<byte>(Hex.Bytes(Preface).AsMemory(0, length));
            Assert.False(ConnectionPreface.TryRead(buffer, out var consumed));
            Assert.Equal(buffer.Start, consumed);
        }
    }

    [Theory]
    [InlineData("474554202f20485454502f312e310d0a")] // GET / HTTP/1.1
    [InlineData("51")]
    [InlineData("1603010200")] // a TLS client hello
    [InlineData("505249202a20485454502f322e300d0a0d0a534d0d0a0d0d")] // the last byte is wrong
    public void TryRead_SomethingElse_IsProtocolErrorAtOnce(string hex)
    {
        var buffer = new ReadOnlySequence<byte>(Hex.Bytes(hex));
        var error = Assert.Throws<Http2ConnectionException>(() => ConnectionPreface.TryRead(buffer, out _));
        Assert.Equal(Http2ErrorCode.ProtocolError, error.Code);
    }
}
