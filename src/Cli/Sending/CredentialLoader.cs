using System.Security.Cryptography;
using Push.Apns;
using Push.Cli.CommandLine;

namespace Push.Cli.Sending;

/// <summary>Loads the key or certificate that the settings name, and reports everything that is wrong with them.</summary>
internal static class CredentialLoader
{
    private const int IdentifierLength = 10;

    // What a simulator that asks for provider tokens but knows no key takes from anyone.
    private const string SimulatorKeyId = "SIMULATED1";
    private const string SimulatorTeamId = "SIMULATED1";

    public static ApnsCredential? Load(
        TargetSettings settings, ApnsEnvironment? environment, TimeProvider time, FieldNames names, Problems problems)
    {
        try
        {
            return (settings.KeyFile, settings.CertificateFile) switch
            {
                ({ } key, null) => Key(key, settings, time, names, problems),
                (null, { } certificate) => Certificate(certificate, settings, environment, time, names, problems),
                (null, null) when environment == ApnsEnvironment.Simulator => MadeUpKey(time),
                (null, null) => Refuse(
                    problems, names.KeyFile, $"a credential is needed: {names.KeyFile} or {names.CertificateFile}"),
                _ => Refuse(problems, names.KeyFile, $"can't be used together with {names.CertificateFile}; give one of them"),
            };
        }
        catch (CredentialException e)
        {
            return Refuse(problems, FieldOf(e, settings, names), e.Message);
        }
    }

    private static TokenCredential? Key(
        string file, TargetSettings settings, TimeProvider time, FieldNames names, Problems problems)
    {
        if (settings.CertificatePasswordFile is not null)
        {
            problems.Add(names.CertificatePasswordFile, $"goes with {names.CertificateFile}, not with {names.KeyFile}");
        }

        if (settings.TeamId is null)
        {
            problems.Add(names.TeamId, $"is needed with {names.KeyFile}: the 10 characters of your team at developer.apple.com");
            return null;
        }

        return Token(ProviderTokenSigner.FromFile(file, settings.TeamId, settings.KeyId), time);
    }

    private static CertificateCredential? Certificate(
        string file,
        TargetSettings settings,
        ApnsEnvironment? environment,
        TimeProvider time,
        FieldNames names,
        Problems problems)
    {
        string? password = null;
        if (settings.CertificatePasswordFile is { } passwordFile)
        {
            try
            {
                password = ClientCertificateFile.ReadPassword(passwordFile);
            }
            catch (CredentialException e)
            {
                problems.Add(names.CertificatePasswordFile, e.Message);
                return null;
            }
        }

        var credential = ClientCertificateFile.Read(file, password, time.GetUtcNow(), settings.CertificateKeyFile);
        if (environment is not { } place || credential.Allows(place)) return credential;
        var allowed = credential.ForProduction ? "production" : "the sandbox";
        problems.Add(
            names.Environment, $"is {place.ToString().ToLowerInvariant()}, but the certificate {file} is for {allowed} only");
        return null;
    }

    private static string FieldOf(CredentialException e, TargetSettings settings, FieldNames names)
    {
        if (settings.KeyFile is null) return names.CertificateFile;
        if (e.Fault != CredentialFault.BadIdentifier) return names.KeyFile;
        var teamIsFine = settings.TeamId is { Length: IdentifierLength } id && id.All(char.IsAsciiLetterOrDigit);
        return teamIsFine ? names.KeyId : names.TeamId;
    }

    private static TokenCredential MadeUpKey(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Token(ProviderTokenSigner.FromPem(key.ExportPkcs8PrivateKeyPem(), SimulatorTeamId, SimulatorKeyId), time);
    }

    private static TokenCredential Token(ProviderTokenSigner signer, TimeProvider time) =>
        new(new LocalProviderTokenSource(signer, time));

    private static ApnsCredential? Refuse(Problems problems, string field, string rule)
    {
        problems.Add(field, rule);
        return null;
    }
}
