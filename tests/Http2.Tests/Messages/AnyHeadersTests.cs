using CsCheck;
using Push.Http2.Messages;

namespace Push.Http2.Tests.Messages;

public sealed class AnyHeadersTests
{
    private static readonly Gen<byte[]> Bytes = Gen.OneOf(
        Gen.Byte.Array[0, 12],
        Gen.OneOf<byte[]>(
            [.. ":status"u8], [.. ":path"u8], [.. ":method"u8], [.. ":scheme"u8], [.. "200"u8], [.. "content-length"u8],
            [.. "99999999999999999999999"u8], [.. "te"u8], [.. ":"u8], []));

    [Fact]
    public void Rules_AnyFields_AreJudgedWithoutException() =>
        Gen.Select(Gen.Select(Bytes, Bytes).Array[0, 6], Gen.Bool, Gen.Bool).Sample((fields, isTrailers, endStream) =>
        {
            var (request, response) = (default(RequestHeaderRules), default(ResponseHeaderRules));
            request.Begin(isTrailers);
            response.Begin(isTrailers);
            foreach (var (name, value) in fields)
            {
                request.Add(name, value);
                response.Add(name, value);
            }

            var error = response.End(endStream);
            request.End(endStream);
            return error is not null || isTrailers || response.Status is >= 100 and <= 999;
        });
}
