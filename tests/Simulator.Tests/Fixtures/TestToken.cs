using System.Security.Cryptography;
using System.Text;
using Push.Testing;

namespace Push.Simulator.Tests.Fixtures;

/// <summary>Makes provider tokens, right ones and wrong ones, without anything of the simulator.</summary>
internal sealed class TestToken : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private string? _made;

    public string Header { get; init; } = $$"""{"alg":"ES256","kid":"{{TestKeys.KeyId}}"}""";

    public string Team { get; init; } = TestKeys.TeamId;

    public string? Claims { get; init; }

    public DateTimeOffset IssuedAt { get; init; } = TimeProvider.System.GetUtcNow();

    public DSASignatureFormat Form { get; init; } = DSASignatureFormat.IeeeP1363FixedFieldConcatenation;

    public bool Padded { get; init; }

    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem();

    public string Authorization => "bearer " + Make();

    /// <summary>The token; signed once, since every signature by ECDSA is another.</summary>
    public string Make() => _made ??= Sign();

    public void Dispose() => _key.Dispose();

    private string Sign()
    {
        string claims = Claims ?? $$"""{"iss":"{{Team}}","iat":{{IssuedAt.ToUnixTimeSeconds()}}}""";
        string signed = Encode(Encoding.UTF8.GetBytes(Header)) + "." + Encode(Encoding.UTF8.GetBytes(claims));
        return signed + "." + Encode(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, Form));
    }

    private string Encode(byte[] bytes)
    {
        string text = Convert.ToBase64String(bytes);
        return Padded ? text : text.TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }
}
