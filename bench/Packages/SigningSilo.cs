using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Push.Bench.Processes;
using Push.Grains.Packages;
using Push.Silo;

namespace Push.Bench.Packages;

/// <summary>A silo that does nothing but sign, in this process.</summary>
sealed class SigningSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private SigningSilo(IHost host) => _host = host;

    public static async Task<SigningSilo> StartAsync(
        WorkFolder folder,
        X509Certificate2 intermediate,
        IReadOnlyDictionary<string, X509Certificate2> certificates,
        CancellationToken cancellationToken)
    {
        var issuer = folder.PathOf("intermediate.cer");
        await File.WriteAllBytesAsync(issuer, intermediate.RawData, cancellationToken);
        var options = new PushSiloOptions { Data = folder.PathOf("data") };
        foreach (var (name, certificate) in certificates)
        {
            var file = folder.PathOf($"{name}.p12");
            await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pkcs12)!, cancellationToken);
            options.Push.Signers[name] = new SignerOptions { CertificateFile = file, IntermediateFile = issuer };
        }
        var host = PushSilo.CreateEmbedded(options).Build();
        await host.StartAsync(cancellationToken);
        return new SigningSilo(host);
    }

    public ClusterPackageSigner Signer(string name) => new(_host.Services.GetRequiredService<IGrainFactory>(), name);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
