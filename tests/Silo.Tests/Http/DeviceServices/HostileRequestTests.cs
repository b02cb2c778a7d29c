using System.Text;
using CsCheck;
using Push.Silo.Http.Wallet;

namespace Push.Silo.Http.DeviceServices;

/// <summary>What anybody may send to the web services: whatever it is, it is refused, and the service goes on.</summary>
public sealed class HostileRequestTests(PackageSilo silo) : IClassFixture<PackageSilo>
{
    private static readonly string[] Paths =
    [
        "/wallet/v1/devices/{0}/registrations/pass.com.example.coffee/{0}", "/wallet/v1/devices/{0}/registrations/{0}",
        "/wallet/v1/passes/{0}/{0}", "/wallet/v1/passes/pass.com.example.coffee/{0}", "/wallet/v1/passes/{0}/{0}/personalize",
        "/wallet/v1/log", "/wallet/v1/{0}", "/safari/v2/pushPackages/{0}", "/safari/v2/pushPackages/web.com.example.shop",
        "/safari/v1/devices/{0}/registrations/web.com.example.shop", "/safari/v2/devices/{0}/registrations/{0}", "/safari/v2/log",
    ];

    private static readonly string[] Methods = ["GET", "POST", "DELETE", "PUT"];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[0, 300], Gen.String[Gen.Char[' ', '~'], 0, 64], Gen.Const("../.."), Gen.Const("a/b"), Gen.Const(new string('x', 3000)),
        Gen.Const("coffee"), Gen.Const("{0}"), Gen.Const("'; --"));

    private static readonly Gen<byte[]> Body = Gen.OneOf(
        Gen.Byte.Array[0, 200],
        Text.Select(text => Encoding.UTF8.GetBytes($$"""{"pushToken":"{{text}}","logs":["{{text}}"],"personalizationToken":"{{text}}"}""")),
        Gen.Int[1, 5000].Select(depth => Encoding.UTF8.GetBytes(new string('[', depth))),
        Gen.Const("""{"pushToken":null,"logs":[null,null],"requiredPersonalizationInfo":null}"""u8.ToArray()));

    [Fact]
    public async Task Service_AnythingAtAll_IsNeverAnInternalError()
    {
        await silo.StoreAsync("coffee", "1");
        await (from path in Gen.Int[0, Paths.Length - 1].Select(i => Paths[i])
               from text in Text
               from method in Gen.Int[0, 3].Select(i => Methods[i])
               from body in Body
               from authorization in Gen.OneOf(Gen.Const($"ApplePass {Passes.Token}"), Gen.Const("ApplePushNotifications AAAA"), Text)
               from query in Text
               select (path, text, method, body, authorization, query)).SampleAsync(async request =>
        {
            var path = request.path.Replace("{0}", Uri.EscapeDataString(request.text), StringComparison.Ordinal);
            using var message = new HttpRequestMessage(new HttpMethod(request.method),
                $"{path}?passesUpdatedSince={Uri.EscapeDataString(request.query)}");
            if (request.method is not "GET") message.Content = new ByteArrayContent(request.body);
            var field = new string([.. request.authorization.Where(character => character is >= ' ' and <= '~')]);
            message.Headers.TryAddWithoutValidation("Authorization", field);
            using var response = await silo.Client.SendAsync(message, TestContext.Current.CancellationToken);
            Assert.True((int)response.StatusCode < 500, $"{request.method} {path}: {(int)response.StatusCode}");
        }, iter: 1500, threads: 2);
        Assert.Equal("coffee", (await silo.StoreAsync("coffee", "2")).GetProperty("serial").GetString());
    }
}
