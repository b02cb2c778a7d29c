using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Push.Bench.Processes;

namespace Push.Bench.Payloads;

/// <summary>Runs a class of BenchmarkDotNet inside this process, and reads its figures.</summary>
static class MicroBenchmarks
{
    public static IReadOnlyDictionary<string, MicroFigures> Run<T>(WorkFolder folder, bool quick)
    {
        var job = quick ? Job.ShortRun.WithIterationTime(TimeInterval.FromMilliseconds(20)) : Job.ShortRun;
        var config = new ManualConfig { ArtifactsPath = folder.MakeFolder("benchmarks") }
            .AddJob(job.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance)
            .WithOptions(ConfigOptions.DisableLogFile);
        var summary = BenchmarkRunner.Run<T>(config);
        if (summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success))
            throw new BenchException($"{typeof(T).Name}: {string.Join("; ", summary.ValidationErrors)}");
        return summary.Reports.ToDictionary(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name, Figures);
    }

    private static MicroFigures Figures(BenchmarkReport report) => new(
        report.ResultStatistics!.Median,
        report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0);
}

/// <summary>What one operation costs.</summary>
/// <param name="Nanoseconds">The median time.</param>
/// <param name="Bytes">What it allocates.</param>
sealed record MicroFigures(double Nanoseconds, long Bytes);
