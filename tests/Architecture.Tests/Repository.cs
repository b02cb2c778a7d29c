using System.Diagnostics;

namespace Push.Architecture;

/// <summary>The repository that these tests were built from: its folder and the files that git knows.</summary>
static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Paths of the tracked and the not yet added files, relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = Git("ls-files --cached --others --exclude-standard")
        .Where(path => File.Exists(Path.Combine(Root, path)))
        .ToArray();

    public static IEnumerable<string> SourceFiles => Files.Where(path => path.EndsWith(".cs", StringComparison.Ordinal));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Push.Orleans.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("Push.Orleans.sln is in no folder above the tests.");
    }

    static string[] Git(string arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        })!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
