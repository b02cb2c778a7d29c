using System.Text;
using Push.Testing;

namespace Push.Apns.Tests.Credentials;

public sealed class ProviderTokenSealTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _pem = TestKeys.NewP8();
    private readonly ProviderTokenSigner _signer;
    private readonly ProviderTokenSeal _seal;

    public ProviderTokenSealTests()
    {
        _signer = ProviderTokenSigner.FromPem(_pem, TestKeys.TeamId, TestKeys.KeyId);
        _seal = new ProviderTokenSeal(_signer);
    }

    [Fact]
    public void Unseal_OnAnotherSiloWithTheSameKey_IsTheToken()
    {
        var token = _signer.Sign(Now);
        var sealedToken = _seal.Seal(token);
        var opened = Open(sealedToken, _pem, TestKeys.TeamId, TestKeys.KeyId);

        Assert.Equal((token.Value, token.IssuedAt, token.KeyId, token.TeamId),
            (opened.Value, opened.IssuedAt, opened.KeyId, opened.TeamId));
        Assert.DoesNotContain(token.Value.Split('.')[2], Encoding.Latin1.GetString(sealedToken));
        Assert.NotEqual(sealedToken, _seal.Seal(token));
    }

    [Fact]
    public void Unseal_AnyByteChanged_Fails()
    {
        var bytes = _seal.Seal(_signer.Sign(Now));
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            var e = Assert.Throws<CredentialException>(() => _seal.Unseal(bytes));
            Assert.Equal(CredentialFault.BrokenSeal, e.Fault);
            bytes[i] ^= 1;
        }
    }

    [Fact]
    public void Unseal_CutOff_Fails()
    {
        var bytes = _seal.Seal(_signer.Sign(Now));
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<CredentialException>(() => _seal.Unseal(bytes.AsSpan(0, length)));
    }

    [Fact]
    public void Unseal_OtherKeyOrName_Fails()
    {
        var bytes = _seal.Seal(_signer.Sign(Now));

        Assert.Throws<CredentialException>(() => Open(bytes, TestKeys.NewP8(), TestKeys.TeamId, TestKeys.KeyId));
        Assert.Throws<CredentialException>(() => Open(bytes, _pem, "TEAM999999", TestKeys.KeyId));
        Assert.Throws<CredentialException>(() => Open(bytes, _pem, TestKeys.TeamId, "OTHERKEY12"));
    }

    [Fact]
    public void Seal_TokenOfAnotherKey_Throws()
    {
        var token = new ProviderToken("a.b.c", "OTHERKEY12", TestKeys.TeamId, Now);

        Assert.Throws<ArgumentException>(() => _seal.Seal(token));
    }

    public void Dispose()
    {
        _seal.Dispose();
        _signer.Dispose();
    }

    private static ProviderToken Open(byte[] bytes, string pem, string team, string key)
    {
        using var signer = ProviderTokenSigner.FromPem(pem, team, key);
        using var seal = new ProviderTokenSeal(signer);
        return seal.Unseal(bytes);
    }
}
