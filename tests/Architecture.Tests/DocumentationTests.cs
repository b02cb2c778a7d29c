using System.Text.RegularExpressions;

namespace Push.Architecture;

/// <summary>What the documents name exists: tests, files, and code quoted from samples.</summary>
public sealed partial class DocumentationTests
{
    static readonly Lazy<HashSet<string>> TestNames = new(() => Repository.SourceFiles
        .Where(path => path.StartsWith("tests/", StringComparison.Ordinal))
        .SelectMany(path => TestMethod().Matches(Repository.Read(path)).Select(match => match.Groups[1].Value))
        .ToHashSet());

    public static TheoryData<string> Documents => [.. Repository.Files.Where(path => path.EndsWith(".md", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_NamedTests_Exist(string document)
    {
        var named = TestReference().Matches(Repository.Read(document)).Select(match => match.Groups[1].Value);
        Assert.All(named, name => Assert.Contains(name, TestNames.Value));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_LinkedFiles_Exist(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        var targets = Link().Matches(Repository.Read(document)).Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal));
        Assert.All(targets, target => Assert.True(Path.Exists(Path.Combine(folder, target)), target));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_QuotedCode_StandsInTheSamples(string document)
    {
        foreach (Match block in QuotedCode().Matches(Repository.Read(document)))
        {
            var source = Normalize(Repository.Read(block.Groups["file"].Value));
            Assert.Contains(Normalize(block.Groups["code"].Value), source, StringComparison.Ordinal);
        }
    }

    static string Normalize(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim())).Trim();

    [GeneratedRegex(@"\s(?:async )?(?:void|Task|ValueTask) (\w+_\w+)\(")]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"`(?:\w+\.)?(?!\w*__)([A-Z]\w+_[A-Z]\w+_[A-Z]\w+)`")]
    private static partial Regex TestReference();

    [GeneratedRegex(@"\]\(([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    // ```csharp from samples/… or tests/… : the block must be a passage of that file.
    [GeneratedRegex(@"^```csharp (?<file>(?:samples|tests)/\S+)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex QuotedCode();
}
