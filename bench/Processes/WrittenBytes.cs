using System.Globalization;

namespace Push.Bench.Processes;

/// <summary>What this process has handed to write calls.</summary>
static class WrittenBytes
{
    private const string Field = "wchar: ";

    /// <summary>Bytes so far; 0 where the kernel doesn't say.</summary>
    public static long OfThisProcess() => File.Exists("/proc/self/io")
        ? long.Parse(
            File.ReadLines("/proc/self/io").First(line => line.StartsWith(Field, StringComparison.Ordinal)).AsSpan(Field.Length),
            CultureInfo.InvariantCulture)
        : 0;
}
