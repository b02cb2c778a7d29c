namespace Push.Bench.Processes;

/// <summary>Where the programs are that a bench starts.</summary>
static class Executables
{
    /// <summary>This bench: clients and the simulator run as hidden commands of it.</summary>
    public static string ThisBench { get; } = Path.Combine(AppContext.BaseDirectory, "Push.Bench");

    /// <summary>A program on the path or among the system's; null if it is not installed.</summary>
    public static string? Find(string name)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(Path.PathSeparator)
            .Append("/usr/sbin")
            .Append("/usr/local/sbin")
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }
}
