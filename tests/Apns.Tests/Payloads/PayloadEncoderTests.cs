using System.Text;
using System.Text.Json;
using CsCheck;

namespace Push.Apns.Tests.Payloads;

public sealed class PayloadEncoderTests
{
    [Theory]
    [InlineData("Grüße 日本 👋🏽 \u2028 </b>&'+", "Grüße 日本 👋🏽 \u2028 </b>&'+")]
    [InlineData("\"\\/", "\\\"\\\\/")]
    [InlineData("a\nb\tc\rd\0e\u001ff\u007f", "a\\nb\\tc\\rd\\u0000e\\u001ff\u007f")]
    public void ToUtf8_Text_EscapesOnlyWhatJsonDemands(string text, string written) =>
        Assert.Equal($$$"""{"aps":{"alert":"{{{written}}}"}}""", Json(text));

    // Attributes can't hold such text.
    [Fact]
    public void ToUtf8_HalfACharacter_IsReplaced()
    {
        Assert.Equal("""{"aps":{"alert":"a�b"}}""", Json("a\ud83db"));
        Assert.Equal("""{"aps":{"alert":"👋�"}}""", Json("👋\ude00"));
    }

    [Fact]
    public void ToUtf8_AnyText_IsReadBack() =>
        Gen.String[Gen.OneOf(Gen.Char["\"\\\n\u0001aé日"], Gen.Char), 0, 40].Sample(text =>
        {
            var valid = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            using var document = JsonDocument.Parse(Json(text));

            Assert.Equal(valid, document.RootElement.GetProperty("aps").GetProperty("alert").GetString());
        });

    private static string Json(string text) => Encoding.UTF8.GetString(new AlertPayload { Body = text }.ToUtf8());
}
