using Push.Testing;

namespace Push.Apns.Tests.Credentials;

/// <summary>Provider tokens verified by jose, a library from npm that knows nothing of us.</summary>
public sealed class JoseTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly string _pem = TestKeys.NewP8();

    [Fact]
    public async Task Sign_Fresh_IsVerified()
    {
        var verified = await VerifyAsync(Sign(Now), _pem);
        Assert.Equal(("ES256", TestKeys.KeyId, TestKeys.TeamId, "number"), (verified["alg"], verified["kid"], verified["iss"], verified["iat"]));
    }

    [Fact]
    public async Task Seal_ThereAndBack_IsStillVerified()
    {
        using var signer = ProviderTokenSigner.FromPem(_pem, TestKeys.TeamId, TestKeys.KeyId);
        using var seal = new ProviderTokenSeal(signer);
        Assert.Equal("ES256", (await VerifyAsync(seal.Unseal(seal.Seal(signer.Sign(Now))), _pem))["alg"]);
    }

    [Fact]
    public async Task Sign_AnotherKeyOrTooOld_IsRefused()
    {
        Assert.Equal("ERR_JWS_SIGNATURE_VERIFICATION_FAILED", (await VerifyAsync(Sign(Now), TestKeys.NewP8()))["refused"]);
        Assert.Equal("ERR_JWT_EXPIRED", (await VerifyAsync(Sign(Now - TimeSpan.FromMinutes(61)), _pem))["refused"]);
    }

    private ProviderToken Sign(DateTimeOffset issuedAt)
    {
        using var signer = ProviderTokenSigner.FromPem(_pem, TestKeys.TeamId, TestKeys.KeyId);
        return signer.Sign(issuedAt);
    }

    private static Task<Dictionary<string, string>> VerifyAsync(ProviderToken token, string pem) => NodeClient.RunAsync(
        "jose.mjs",
        new Dictionary<string, string>
        {
            ["PUSH_TOKEN"] = token.Value,
            ["PUSH_PUBLIC_KEY"] = TestKeys.PublicPem(pem),
            ["PUSH_TEAM"] = TestKeys.TeamId,
        },
        import: null,
        TestContext.Current.CancellationToken);
}
