using Microsoft.Extensions.Options;
using Push.Apns.Packages;
using Push.Grains.Apps;
using Push.Grains.Notifications;

namespace Push.Grains.Packages;

/// <summary>The signers of this silo, with their keys in memory. Every silo of a cluster is configured with the same.</summary>
internal sealed class PackageSigners : IDisposable
{
    private readonly Dictionary<string, PackageSigner> _signers;

    public PackageSigners(IOptions<PushOptions> options, TimeProvider time) =>
        _signers = options.Value.Signers.ToDictionary(
            signer => signer.Key,
            signer => new SignerReader(signer.Key, signer.Value, time).Read()
                ?? throw new OptionsValidationException(signer.Key, typeof(SignerOptions), ["The signer's files have changed."]),
            StringComparer.Ordinal);

    /// <exception cref="PushRequestException">There is no such signer.</exception>
    public PackageSigner Get(string name) =>
        _signers.TryGetValue(name, out var signer) ? signer : throw new PushRequestException(RequestFault.UnknownSigner,
            $"There is no signer '{name}' on this cluster; configured are: {string.Join(", ", _signers.Keys)}.");

    public void Dispose()
    {
        foreach (var signer in _signers.Values) signer.Dispose();
    }
}
