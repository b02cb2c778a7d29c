using System.Text.RegularExpressions;

namespace Push.Architecture;

/// <summary>Habits that keep the source readable, and what must never be committed.</summary>
public sealed partial class SourceFileTests
{
    [Fact]
    public void SourceFiles_Length_StaysWithinLimits()
    {
        var tooLong = Repository.SourceFiles
            .Select(path => (path, lines: Repository.Read(path).Count(character => character == '\n')))
            .Where(file => file.lines > (file.path.StartsWith("tests/", StringComparison.Ordinal) ? 600 : 400));
        Assert.Empty(tooLong);
    }

    [Fact]
    public void SourceFiles_Length_NineInTenStayUnder250()
    {
        var lengths = Repository.SourceFiles
            .Where(path => path.StartsWith("src/", StringComparison.Ordinal))
            .Select(path => Repository.Read(path).Count(character => character == '\n'))
            .Order()
            .ToArray();
        Assert.True(lengths[lengths.Length * 9 / 10] < 250);
    }

    [Fact]
    public void SourceFiles_Namespaces_NeverHideOrleans() => Assert.DoesNotContain(
        Repository.SourceFiles.Where(path => !path.StartsWith("tests/Architecture.Tests/", StringComparison.Ordinal)),
        path => PushOrleansNamespace().IsMatch(Repository.Read(path)));

    [Fact]
    public void SourceFiles_Logging_GoesThroughLoggerMessages() => Assert.DoesNotContain(
        Repository.SourceFiles.Where(path => path.StartsWith("src/", StringComparison.Ordinal)),
        path => PlainLogCall().IsMatch(Repository.Read(path)));

    [Fact]
    public void Folders_AreNamedAfterFeatures_NeverAfterKinds() => Assert.DoesNotContain(
        Repository.SourceFiles,
        path => path.Split('/').Any(folder => folder is "Models" or "Helpers" or "Extensions" or "Core" or "Common" or "Utils"));

    [Fact]
    public void Files_PrivateKeys_AreNeverCommitted() => Assert.DoesNotContain(
        Repository.Files.Where(IsText),
        path => PrivateKey().IsMatch(Repository.Read(path)));

    [Fact]
    public void Files_KeyStores_AreNeverCommitted() => Assert.DoesNotContain(
        Repository.Files,
        path => Path.GetExtension(path) is ".p8" or ".p12" or ".pfx" or ".key");

    static bool IsText(string path) =>
        Path.GetExtension(path) is ".cs" or ".md" or ".json" or ".sh" or ".js" or ".mjs" or ".txt" or ".yml" or ".props";

    [GeneratedRegex(@"^\s*namespace\s+Push\.Orleans\b", RegexOptions.Multiline)]
    private static partial Regex PushOrleansNamespace();

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)\(""")]
    private static partial Regex PlainLogCall();

    // A whole key: the header, then at least two lines' worth of base64.
    [GeneratedRegex(@"-----BEGIN (EC |RSA |ENCRYPTED )?PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{64,}")]
    private static partial Regex PrivateKey();
}
