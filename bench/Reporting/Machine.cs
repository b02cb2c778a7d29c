using System.Globalization;
using System.Runtime.InteropServices;

namespace Push.Bench.Reporting;

/// <summary>What the figures were measured on.</summary>
static class Machine
{
    public static string Describe()
    {
        var gigabytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Processor()}, {Environment.ProcessorCount} cores, {gigabytes} GB, {RuntimeInformation.OSDescription}, "
            + $"{RuntimeInformation.FrameworkDescription}, 1-minute load at the start {Load()}");
    }

    private static string Processor()
    {
        const string Key = "model name";
        return File.ReadLines("/proc/cpuinfo")
            .Where(line => line.StartsWith(Key, StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
            .FirstOrDefault(RuntimeInformation.ProcessArchitecture.ToString());
    }

    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
