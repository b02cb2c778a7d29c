using System.Text;
using Push.Http2.Messages;

namespace Push.Http2.Tests.Messages;

public sealed class RequestHeaderRulesTests
{
    private static readonly string[] Post = [":method: POST", ":scheme: https", ":path: /3/device/00"];

    [Fact]
    public void Request_WellFormed_GivesItsLength()
    {
        var rules = Judge(false, false, [.. Post, ":authority: a", "content-length: 93", "te: trailers"]);
        Assert.Null(rules.Error);
        Assert.Equal(93, rules.ContentLength);
        Assert.Equal(-1, Judge(false, true, Post).ContentLength);
    }

    [Theory]
    [InlineData(":method: POST", ":scheme: https")]
    [InlineData(":method: POST", ":path: /")]
    [InlineData(":scheme: https", ":path: /")]
    [InlineData(":method: POST", ":scheme: https", ":path: ")]
    [InlineData(":method: ", ":scheme: https", ":path: /")]
    [InlineData(":method: POST", ":method: POST", ":scheme: https", ":path: /")]
    [InlineData(":method: POST", ":scheme: https", ":path: /", ":path: /")]
    [InlineData(":method: POST", ":scheme: https", ":path: /", ":status: 200")]
    [InlineData(":method: POST", ":scheme: https", ":path: /", ":protocol: websocket")]
    [InlineData(":method: POST", ":scheme: https", ":path: /", ":authority: a", ":authority: a")]
    [InlineData(":method: POST", ":scheme: https", "a: b", ":path: /")]
    [InlineData(":method: POST", ":scheme: https", ":path: /\0")]
    [InlineData]
    public void Request_PseudoHeaders_Wrong_AreMalformed(params string[] fields) =>
        Assert.NotNull(Judge(false, true, fields).Error);

    [Theory]
    [InlineData("Apns-Topic: a")]
    [InlineData("connection: close")]
    [InlineData("transfer-encoding: chunked")]
    [InlineData("te: gzip")]
    [InlineData("content-length: x")]
    public void Request_Field_Forbidden_IsMalformed(string field) =>
        Assert.NotNull(Judge(false, true, [.. Post, field]).Error);

    [Fact]
    public void Connect_Request_TakesAuthorityOnly()
    {
        Assert.Null(Judge(false, false, [":method: CONNECT", ":authority: a:443"]).Error);
        Assert.NotNull(Judge(false, false, [":method: CONNECT"]).Error);
        Assert.NotNull(Judge(false, false, [":method: CONNECT", ":authority: a:443", ":path: /"]).Error);
    }

    [Fact]
    public void Trailers_WithoutPseudoHeaders_EndTheStream()
    {
        Assert.Null(Judge(true, true, ["a: b"]).Error);
        Assert.NotNull(Judge(true, false, ["a: b"]).Error);
        Assert.NotNull(Judge(true, true, [":method: GET"]).Error);
    }

    private static RequestHeaderRules Judge(bool isTrailers, bool endStream, string[] fields)
    {
        var rules = default(RequestHeaderRules);
        rules.Begin(isTrailers);
        foreach (var field in fields)
        {
            var colon = field.IndexOf(": ", StringComparison.Ordinal);
            rules.Add(Encoding.Latin1.GetBytes(field[..colon]), Encoding.Latin1.GetBytes(field[(colon + 2)..]));
        }

        Assert.Equal(rules.End(endStream), rules.Error);
        return rules;
    }
}
