using System.Text;
using Push.Http2.Messages;

namespace Push.Http2.Tests.Messages;

public sealed class ResponseHeaderRulesTests
{
    [Fact]
    public void Response_WellFormed_GivesStatusAndLength()
    {
        var rules = Judge(false, true, ":status: 410", "apns-id: x", "content-length: 0033");
        Assert.Null(rules.Error);
        Assert.Equal(410, rules.Status);
        Assert.Equal(33, rules.ContentLength);
        Assert.False(rules.IsInformational);
    }

    [Theory]
    [InlineData("a: b")] // missing
    [InlineData]
    [InlineData(":status: 200", ":status: 200")]
    [InlineData(":status: 200", ":status: 404")]
    [InlineData("a: b", ":status: 200")] // after a regular field
    [InlineData(":status: 200", ":path: /")]
    [InlineData(":status: 200", ":unknown: x")]
    [InlineData(":status: ")]
    [InlineData(":status: 20")]
    [InlineData(":status: 2000")]
    [InlineData(":status: 2x0")]
    [InlineData(":status: 099")]
    [InlineData(":status: +20")]
    [InlineData(":status: 101")] // HTTP/2 switches no protocols
    [InlineData(":Status: 200")]
    public void Response_PseudoHeaders_Wrong_AreMalformed(params string[] fields) =>
        Assert.NotNull(Judge(false, true, fields).Error);

    [Theory]
    [InlineData("Upper: a")]
    [InlineData("uppeR: a")]
    [InlineData(": a")]
    [InlineData("a b: a")]
    [InlineData("a\0: a")]
    [InlineData("a\u00e9: a")]
    [InlineData("a:b: c")]
    [InlineData("a: b\0")]
    [InlineData("a: b\nc")]
    [InlineData("a: b\rc")]
    [InlineData("a:  b")]
    [InlineData("a: b ")]
    [InlineData("a: \tb")]
    [InlineData("a: b\t")]
    [InlineData("connection: close")]
    [InlineData("keep-alive: timeout=5")]
    [InlineData("proxy-connection: x")]
    [InlineData("transfer-encoding: chunked")]
    [InlineData("upgrade: h2c")]
    [InlineData("te: gzip")]
    [InlineData("content-length: -1")]
    [InlineData("content-length: +1")]
    [InlineData("content-length: 1x")]
    [InlineData("content-length: ")]
    [InlineData("content-length: 99999999999999999999")]
    [InlineData("content-length: 9223372036854775808")]
    public void Response_Field_Forbidden_IsMalformed(string field) =>
        Assert.NotNull(Judge(false, true, ":status: 200", field).Error);

    [Theory]
    [InlineData("te: trailers")]
    [InlineData("a: ")]
    [InlineData("a: b c\td")]
    [InlineData("a: caf\u00e9")]
    [InlineData("x-!#$%&'*+-.^_`|~9: ok")]
    [InlineData("server: nginx")]
    public void Response_Field_Allowed_IsTaken(string field) =>
        Assert.Null(Judge(false, true, ":status: 200", field).Error);

    [Fact]
    public void Response_ContentLengthTwice_MustAgree()
    {
        Assert.Null(Judge(false, true, ":status: 200", "content-length: 5", "content-length: 5").Error);
        Assert.NotNull(Judge(false, true, ":status: 200", "content-length: 5", "content-length: 6").Error);
    }

    [Theory]
    [InlineData("100")]
    [InlineData("103")]
    [InlineData("199")]
    public void Response_Informational_MayNotEndTheStream(string status)
    {
        var rules = Judge(false, false, $":status: {status}", "content-length: 5");
        Assert.Null(rules.Error);
        Assert.True(rules.IsInformational);
        Assert.Equal(-1, rules.ContentLength);
        Assert.NotNull(Judge(false, true, $":status: {status}").Error);
    }

    [Theory]
    [InlineData("204")]
    [InlineData("304")]
    public void Response_WithoutBodyByStatus_IsNotBoundToContentLength(string status) =>
        Assert.Equal(-1, Judge(false, true, $":status: {status}", "content-length: 5").ContentLength);

    [Fact]
    public void Trailers_WithoutPseudoHeaders_EndTheStream()
    {
        Assert.Null(Judge(true, true, "a: b", "content-length: 7").Error);
        Assert.NotNull(Judge(true, false, "a: b").Error);
        Assert.NotNull(Judge(true, true, ":status: 200").Error);
        Assert.NotNull(Judge(true, true, "Upper: x").Error);
    }

    [Fact]
    public void Begin_AfterAMalformedOne_StartsAfresh()
    {
        var rules = Judge(false, true, "a: b");
        rules.Begin(isTrailers: false);
        rules.Add(":status"u8, "200"u8);
        Assert.Null(rules.End(endStream: true));
    }

    private static ResponseHeaderRules Judge(bool isTrailers, bool endStream, params string[] fields)
    {
        var rules = default(ResponseHeaderRules);
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
