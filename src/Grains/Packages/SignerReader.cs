using Push.Apns;
using Push.Apns.Packages;
using Push.Grains.Notifications;

namespace Push.Grains.Packages;

/// <summary>Reads one signer's options and files, and collects everything that is wrong with them, each with its full key.</summary>
internal sealed class SignerReader(string name, SignerOptions options, TimeProvider time)
{
    private readonly SettingErrors _errors = new($"Push:Signers:{name}");

    public IReadOnlyList<string> Errors => _errors.All;

    /// <summary>The signer, or null when there are errors.</summary>
    public PackageSigner? Read()
    {
        if (!Name.IsValid(name))
            _errors.Add("the name of a signer has 1 to 64 letters, digits, '-', '_' and '.'.");
        if (options.CertificateFile is not { } file)
        {
            Add(nameof(SignerOptions.CertificateFile), "is needed: the certificate with its key");
            return null;
        }
        var signer = ReadSigner(file);
        if (Errors.Count == 0) return signer;
        signer?.Dispose();
        return null;
    }

    private PackageSigner? ReadSigner(string file)
    {
        string? password = null;
        if (options.CertificatePasswordFile is { } passwordFile)
        {
            password = Try(nameof(SignerOptions.CertificatePasswordFile), () => ClientCertificateFile.ReadPassword(passwordFile));
            // Without its password nothing can be said of the file.
            if (password is null) return null;
        }
        var alone = Try(nameof(SignerOptions.CertificateFile), () => Read(file, password, null));
        if (alone is null || options.IntermediateFile is not { } intermediate) return alone;
        alone.Dispose();
        return Try(nameof(SignerOptions.IntermediateFile), () => Read(file, password, intermediate));
    }

    private PackageSigner Read(string file, string? password, string? intermediate) =>
        PackageSigner.FromFile(file, password, intermediate, time, options.CertificateKeyFile);

    private T? Try<T>(string key, Func<T> read) where T : class
    {
        try
        {
            return read();
        }
        catch (CredentialException e)
        {
            Add(key, e.Message);
            return null;
        }
    }

    private void Add(string key, string message) => _errors.Add(key, $"{message.TrimEnd('.')}.");
}
