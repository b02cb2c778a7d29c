using System.Diagnostics;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Push.Apns.Packages;
using Push.Bench.Measuring;
using Push.Bench.Processes;
using Push.Bench.Reporting;

namespace Push.Bench.Packages;

/// <summary>What a signature through the grain, and a whole pass, cost beside the bare <see cref="SignedCms"/>.</summary>
sealed class SigningBench(bool quick, Action<string> progress)
{
    private const string Rate = "signatures/s";
    private const string Pass = "pass";
    private const string Bare = "bare SignedCms";

    // More callers than cores, so that no worker waits for its next one.
    private static readonly int Callers = 4 * Environment.ProcessorCount;

    private readonly Schedule _schedule = Schedule.For(quick);

    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder();
        using var certificates = new SigningCertificates();
        using var rsa = certificates.Rsa();
        using var p256 = certificates.P256();
        var byName = new Dictionary<string, X509Certificate2> { ["RSA-2048"] = rsa, ["P-256"] = p256 };
        await using var silo = await SigningSilo.StartAsync(folder, certificates.Intermediate, byName, cancellationToken);
        var report = new Report($"signing: detached CMS of a manifest, {Callers} callers on {Environment.ProcessorCount} cores");
        report.Note($"{Bare}: no signed attributes, no intermediate; what .NET makes by itself, and nobody accepts.");
        report.Note("pass: eight files with 100 KB hashed, checked, signed through the grain and written as a zip.");
        foreach (var (name, certificate) in byName)
            await MeasureAsync(report, name, certificate, certificates.Intermediate, silo.Signer(name), cancellationToken);
        return report;
    }

    private async Task MeasureAsync(
        Report report,
        string name,
        X509Certificate2 certificate,
        X509Certificate2 intermediate,
        IPackageSigner cluster,
        CancellationToken cancellationToken)
    {
        using var copy = new X509Certificate2(certificate);
        using var signer = new PackageSigner(copy, [intermediate]);
        var pass = SamplePass.Create();
        var manifest = (await pass.SignAsync(signer, cancellationToken)).Manifest;
        var contenders = new (string Name, Func<Task> Work)[]
        {
            (Bare, () => Task.Run(() => SignBare(certificate, manifest), cancellationToken)),
            ("PackageSigner", () => Task.Run(() => signer.Sign(manifest), cancellationToken)),
            ("grain", () => cluster.SignAsync(manifest, cancellationToken).AsTask()),
            (Pass, () => pass.WriteAsync(Stream.Null, cluster, cancellationToken)),
        };
        var rates = contenders.ToDictionary(contender => contender.Name, _ => new List<double>());
        for (var round = -1; round < _schedule.Rounds; round++)
        {
            foreach (var (contender, work) in contenders)
            {
                progress($"{name}, round {round + 1} of {_schedule.Rounds}: {contender}");
                var rate = await RateAsync(work, cancellationToken);
                if (round >= 0) rates[contender].Add(rate);
            }
        }
        var bare = Spread.Of(rates[Bare]).Median;
        foreach (var (contender, _) in contenders)
            report.Add($"signing/{name}/{contender}/rate", Spread.Of(rates[contender]).Median, UnitOf(contender));
        Compare("PackageSigner", Target.AtLeast(0.9));
        Compare("grain", Target.AtLeast(0.8));
        Compare(Pass, null);

        void Compare(string contender, Target? target) => report.Compare(
            $"signing/{name}/{contender} beside peer", Spread.Of(rates[contender]).Median, UnitOf(contender), Bare, bare, target);
    }

    private static string UnitOf(string contender) => contender == Pass ? "passes/s" : Rate;

    private async Task<double> RateAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        var count = 0;
        var end = Stopwatch.GetTimestamp() + (long)(_schedule.RoundSeconds * Stopwatch.Frequency);
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            while (Stopwatch.GetTimestamp() < end)
            {
                await work();
                cancellationToken.ThrowIfCancellationRequested();
                Interlocked.Increment(ref count);
            }
        }));
        return count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static byte[] SignBare(X509Certificate2 certificate, ReadOnlyMemory<byte> manifest)
    {
        var cms = new SignedCms(new ContentInfo(manifest.ToArray()), detached: true);
        cms.ComputeSignature(new CmsSigner(certificate) { IncludeOption = X509IncludeOption.EndCertOnly });
        return cms.Encode();
    }
}
