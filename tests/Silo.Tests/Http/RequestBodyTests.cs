using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Push.Silo.Http;

/// <summary>Bodies that can't be read as asked: what is left out means nothing by accident, and the answer names the field.</summary>
public sealed class RequestBodyTests(SiloWithHttp silo) : IClassFixture<SiloWithHttp>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/apps/shop/proposals", "{}", "decision: is missing; it is retire or forget.")]
    [InlineData("/apps/shop/proposals", """{"decision":null}""", "decision: is missing; it is retire or forget.")]
    [InlineData("/apps/shop/proposals", """{"decision":"maybe"}""", "decision: must be retire or forget.")]
    [InlineData("/apps/shop/proposals", """{"decision":0}""", "decision: must be retire or forget.")]
    [InlineData("/apps/shop/proposals", "null", "The body is missing: a JSON object.")]
    [InlineData("/apps/shop/proposals", "", "The body is missing: a JSON object.")]
    [InlineData("/apps/shop/proposals", "[]", "The body must be a JSON object.")]
    [InlineData("/campaigns", """{"payload":{"aps":{}}}""", "app: is missing; it is a string.")]
    [InlineData("/campaigns", """{"app":"shop","payload":{"aps":{}},"policy":"never"}""", "policy: must be atLeastOnce or atMostOnce.")]
    [InlineData("/campaigns", """{"app":"shop","payload":{"aps":{}},"expiration":"soon"}""", "expiration: must be a whole number.")]
    [InlineData("/campaigns", """{"app":"shop","payload":{"aps":{}},"priority":500}""", "priority: must be a whole number from 0 to 255.")]
    [InlineData("/campaigns", """{"app":"shop","payload":{"aps":{}},"variants":[]}""", "variants: must be an object.")]
    [InlineData("/apps/shop/users/send", """{"payload":{"aps":{}}}""", "user: is missing; it is a string.")]
    [InlineData("/apps/shop/users/devices", "{}", "user: is missing; it is a string.")]
    [InlineData("/apps/shop/devices", """{"token":"ab12","attributs":{}}""", "attributs: is no field of this request; there are attributes, token.")]
    [InlineData("/apps/shop/devices", """{"token":"ab12","a b":{}}""", "a b: is no field of this request; there are attributes, token.")]
    public async Task Request_BodyThatIsWrong_NamesTheFieldAndWhatItTakes(string path, string body, string detail)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        Assert.Equal((HttpStatusCode.BadRequest, detail), await PostAsync(path, content));
    }

    [Fact]
    public async Task Request_BodyThatIsNoJson_SaysWhere()
    {
        using var content = new StringContent("""{"token":"ab12",}""", Encoding.UTF8, "application/json");
        var (status, detail) = await PostAsync("/apps/shop/devices", content);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith("The body is no JSON: ", detail, StringComparison.Ordinal);
        Assert.Contains("BytePositionInLine: 16", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_BodyOfAnotherContentType_NamesTheOneThatIsTaken()
    {
        using var content = new StringContent("""{"token":"ab12"}""", MediaTypeHeaderValue.Parse("text/plain"));
        Assert.Equal(
            (HttpStatusCode.UnsupportedMediaType, "The body must be JSON, with the content type application/json."),
            await PostAsync("/apps/shop/devices", content));
    }

    private async Task<(HttpStatusCode Status, string? Detail)> PostAsync(string path, StringContent content)
    {
        using var response = await silo.Client.PostAsync(path, content, Cancellation);
        var problem = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Cancellation));
        return (response.StatusCode, problem.TryGetProperty("detail", out var detail) ? detail.GetString() : null);
    }
}
