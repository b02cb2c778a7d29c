using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Credentials;

public sealed class ProviderTokenTests
{
    private const string Wrong = "InvalidProviderToken";

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    public static TheoryData<string, string> Malformed => new()
    {
        { "no scheme", "eyJhbGciOiJFUzI1NiJ9.e30.AAAA" },
        { "another scheme", "basic " + new TestToken().Make() },
        { "no token", "bearer" },
        { "one part", "bearer abc" },
        { "two parts", "bearer abc.def" },
        { "not base64", "bearer !!.!!.!!" },
        { "not JSON", "bearer YWJj.YWJj." + new string('A', 86) },
        { "another algorithm", new TestToken { Header = """{"alg":"HS256","kid":"ABC123DEFG"}""" }.Authorization },
        { "no key id", new TestToken { Header = """{"alg":"ES256"}""" }.Authorization },
        { "short key id", new TestToken { Header = """{"alg":"ES256","kid":"ABC"}""" }.Authorization },
        { "short team id", new TestToken { Team = "TEAM" }.Authorization },
        { "no issue time", new TestToken { Claims = """{"iss":"TEAM123456"}""" }.Authorization },
        { "issue time as text", new TestToken { Claims = """{"iss":"TEAM123456","iat":"1700000000"}""" }.Authorization },
        { "claims as a list", new TestToken { Claims = "[]" }.Authorization },
        { "signature of another length", "bearer " + new TestToken().Make()[..^4] },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Token_OfWrongShape_IsInvalid(string what, string authorization)
    {
        await using ApnsSimulator simulator = await Start.TokenAsync();
        using PushClient client = new(simulator);

        PushAnswer answer = await client.SendAsync(PushClient.Header("authorization", authorization));

        Assert.True(answer is { Status: 403, Reason: Wrong }, $"{what}: {answer}");
    }

    [Fact]
    public async Task Token_LeftOut_IsMissing()
    {
        await using ApnsSimulator simulator = await Start.TokenAsync();
        using PushClient client = new(simulator);

        PushAnswer answer = await client.SendAsync();

        Assert.Equal((403, "MissingProviderToken"), (answer.Status, answer.Reason));
    }

    [Theory]
    [InlineData(DSASignatureFormat.IeeeP1363FixedFieldConcatenation, false)]
    [InlineData(DSASignatureFormat.IeeeP1363FixedFieldConcatenation, true)]
    [InlineData(DSASignatureFormat.Rfc3279DerSequence, false)]
    [InlineData(DSASignatureFormat.Rfc3279DerSequence, true)]
    public async Task Signature_InEitherForm_IsVerified(DSASignatureFormat form, bool padded)
    {
        using TestToken token = new() { Form = form, Padded = padded };
        using TestToken forged = new() { Form = form, Padded = padded };
        await using ApnsSimulator simulator = await Start.TokenAsync(o => o with { ProviderKey = token.PublicPem });
        using PushClient client = new(simulator);

        PushAnswer right = await client.SendAsync(PushClient.Header("authorization", token.Authorization));
        PushAnswer wrong = await client.SendAsync(PushClient.Header("authorization", forged.Authorization));

        Assert.Equal(200, right.Status);
        Assert.Equal((403, Wrong), (wrong.Status, wrong.Reason));
    }

    [Fact]
    public async Task Token_GettingOlderThanAnHour_Expires()
    {
        using TestToken token = new() { IssuedAt = _time.GetUtcNow() };
        await using ApnsSimulator simulator = await Start.TokenAsync(o => o with { TimeProvider = _time });
        using PushClient client = new(simulator);
        Action<HttpRequestMessage> withToken = PushClient.Header("authorization", token.Authorization);

        PushAnswer fresh = await client.SendAsync(withToken);
        _time.Advance(TimeSpan.FromHours(1));
        PushAnswer atTheHour = await client.SendAsync(withToken);
        _time.Advance(TimeSpan.FromSeconds(2));
        PushAnswer old = await client.SendAsync(withToken);

        Assert.Equal((200, 200), (fresh.Status, atTheHour.Status));
        Assert.Equal((403, "ExpiredProviderToken"), (old.Status, old.Reason));
    }

    [Fact]
    public async Task Token_FromTheFuture_IsInvalid()
    {
        using TestToken token = new() { IssuedAt = _time.GetUtcNow().AddMinutes(5) };
        await using ApnsSimulator simulator = await Start.TokenAsync(o => o with { TimeProvider = _time });
        using PushClient client = new(simulator);

        PushAnswer answer = await client.SendAsync(PushClient.Header("authorization", token.Authorization));

        Assert.Equal((403, Wrong), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task Connection_OfOneTeam_RefusesAnother()
    {
        using TestToken own = new();
        using TestToken other = new() { Team = "TEAM654321" };
        await using ApnsSimulator simulator = await Start.TokenAsync();
        using PushClient client = new(simulator);
        using PushClient fresh = new(simulator);

        await client.SendAsync(PushClient.Header("authorization", own.Authorization));
        PushAnswer refused = await client.SendAsync(PushClient.Header("authorization", other.Authorization));
        PushAnswer elsewhere = await fresh.SendAsync(PushClient.Header("authorization", other.Authorization));

        Assert.Equal((403, "UnrelatedKeyIdInToken"), (refused.Status, refused.Reason));
        Assert.Equal(200, elsewhere.Status);
    }

    [Fact]
    public async Task Token_RenewedWithinTwentyMinutes_IsRefused()
    {
        using TestToken one = new() { IssuedAt = _time.GetUtcNow() };
        using TestToken another = new() { IssuedAt = _time.GetUtcNow() };
        Action<HttpRequestMessage> first = PushClient.Header("authorization", one.Authorization);
        Action<HttpRequestMessage> second = PushClient.Header("authorization", another.Authorization);
        await using ApnsSimulator simulator = await Start.TokenAsync(o => o with { TimeProvider = _time });
        using PushClient client = new(simulator);

        await client.SendAsync(first);
        PushAnswer early = await client.SendAsync(second);
        PushAnswer kept = await client.SendAsync(first);
        _time.Advance(TimeSpan.FromMinutes(20));
        PushAnswer late = await client.SendAsync(second);

        Assert.Equal((429, "TooManyProviderTokenUpdates"), (early.Status, early.Reason));
        Assert.Equal((200, 200), (kept.Status, late.Status));
    }

    [Fact]
    public async Task PushType_ForCertificatesOnly_IsDisallowed()
    {
        using TestToken token = new();
        await using ApnsSimulator simulator = await Start.TokenAsync();
        using PushClient client = new(simulator);

        PushAnswer answer = await client.SendAsync(r =>
        {
            PushClient.Header("authorization", token.Authorization)(r);
            PushClient.Header("apns-topic", "com.apple.mgmt.External.1")(r);
            PushClient.Header("apns-push-type", "mdm")(r);
        });

        Assert.Equal((400, "TopicDisallowed"), (answer.Status, answer.Reason));
    }
}
