using System.Globalization;

namespace Push.Bench.Processes;

/// <summary>How much memory a process had at its worst moment.</summary>
static class ResidentMemory
{
    private const string Key = "VmHWM:";

    /// <summary>The most that was ever resident, in bytes (proc(5), <c>VmHWM</c>).</summary>
    public static long PeakOfThisProcess()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(Key, StringComparison.Ordinal));
        var kibibytes = line[Key.Length..].Trim().Split(' ')[0];
        return long.Parse(kibibytes, CultureInfo.InvariantCulture) * 1024;
    }
}
