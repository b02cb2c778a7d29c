using System.Text;
using CsCheck;

namespace Push.Apns.Tests.Responses;

public sealed class ErrorBodyTests
{
    private static readonly DateTimeOffset Year2370 = new(2370, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"reason":"Unregistered","timestamp":12622780800000}""")]
    [InlineData("""{"timestamp":"12622780800000","reason":"Unregistered"}""")]
    [InlineData(""" { "extra":{"a":[1,{}]}, "reason" : "Unregistered", "timestamp" : 12622780800000, "x":null } """)]
    [InlineData("""{"reason":"\u0055nregistered","timestamp":12622780800000}""")]
    [InlineData("""{"reason":"Unregistered","timestamp":12622780800000,"more":"cut o""")]
    [InlineData("""{"reason":"Unregistered","timestamp":12622780800000,!""")]
    public void Parse_ReasonAndTimestamp_InAnyShape(string body)
    {
        var (reason, timestamp) = Parse(410, body);

        Assert.Same(ApnsReason.Of(410, "Unregistered"u8), reason);
        Assert.Equal(Year2370, timestamp);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"reason":"Unregis""")]
    [InlineData("""{"reason":17}""")]
    [InlineData("""{"reason":{"reason":"Unregistered"}}""")]
    [InlineData("""["Unregistered"]""")]
    [InlineData("<html>Service unavailable</html>")]
    [InlineData("""{"reason":"\ud800"}""")]
    public void Parse_NoReasonToBeRead_IsJudgedByStatus(string body)
    {
        var (reason, timestamp) = Parse(503, body);

        Assert.Equal(("", 503, Verdict.RetryLater), (reason.Text, reason.Status, reason.Verdict));
        Assert.Null(timestamp);
    }

    [Theory]
    [InlineData("99999999999999999999999999")]
    [InlineData("253402300800000")]
    [InlineData("1e400")]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("true")]
    [InlineData("\"soon\"")]
    [InlineData("\"\"")]
    public void Parse_TimestampThatIsNone_KeepsTheReason(string timestamp)
    {
        var (reason, time) = Parse(410, $"{{\"timestamp\":{timestamp},\"reason\":\"ExpiredToken\"}}");

        Assert.Equal("ExpiredToken", reason.Text);
        Assert.Null(time);
    }

    [Fact]
    public void Parse_UnknownReason_KeepsItsText() =>
        Assert.Equal("TooÉarly", Parse(425, """{"reason":"TooÉarly"}""").Reason.Text);

    [Fact]
    public void Parse_BeyondTheLimit_IsNotLookedAt()
    {
        var body = "{\"a\":\"" + new string('x', ErrorBody.MaxLength) + "\",\"reason\":\"Shutdown\"}";

        Assert.Equal("", Parse(503, body).Reason.Text);
    }

    [Fact]
    public void Parse_AnyBytes_NeverThrows()
    {
        var json = Gen.String[Gen.Char["{}[]\":,reason0\\u"], 0, 60].Select(Encoding.UTF8.GetBytes);
        Gen.OneOf(Gen.Byte.Array[0, 200], json, json.Select(bytes => (byte[])[(byte)'{', .. bytes]))
            .Sample(bytes => Assert.NotNull(ErrorBody.Parse(400, bytes).Reason));
    }

    private static (ApnsReason Reason, DateTimeOffset? Timestamp) Parse(int status, string body) =>
        ErrorBody.Parse(status, Encoding.UTF8.GetBytes(body));
}
