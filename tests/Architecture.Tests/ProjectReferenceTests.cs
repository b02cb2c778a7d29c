using System.Xml.Linq;

namespace Push.Architecture;

/// <summary>References between projects go one way, as the table of projects in CONTRIBUTING.md says.</summary>
public sealed class ProjectReferenceTests
{
    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Http2"] = [],
        ["Apns"] = ["Http2"],
        ["Simulator"] = ["Http2"],
        ["Grains.Interfaces"] = ["Apns"],
        ["Grains"] = ["Grains.Interfaces", "Apns"],
        ["Storage.Sqlite"] = [],
        ["Silo"] = ["Grains", "Storage.Sqlite", "Simulator"],
        ["Client"] = ["Grains.Interfaces"],
        ["Cli"] = ["Client", "Silo", "Apns", "Simulator"],
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_AreThoseOfTheTable(string project)
    {
        var references = Load(project).Descendants("ProjectReference")
            .Select(reference => NameOf((string)reference.Attribute("Include")!));
        Assert.Empty(references.Except(Allowed[project]));
    }

    [Fact]
    public void Source_Projects_AreAllInTheTable()
    {
        var projects = Repository.Files
            .Where(path => path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(NameOf);
        Assert.Equal(Allowed.Keys.Order(), projects.Order());
    }

    [Fact]
    public void Contributing_ProjectTable_NamesEveryProjectAndItsReferences()
    {
        var table = Repository.Read("CONTRIBUTING.md").Split('\n')
            .Where(line => line.StartsWith("| `src/", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1].Trim('`')["src/".Length..], cells => cells[3]);
        foreach (var (project, references) in Allowed)
            Assert.All(references, reference => Assert.Contains($"`{reference}`", table[project], StringComparison.Ordinal));
    }

    [Fact]
    public void Http2_Packages_AreNone() => Assert.Empty(Load("Http2").Descendants("PackageReference"));

    [Fact]
    public void Apns_Packages_KnowNothingOfOrleans() => Assert.DoesNotContain(
        Load("Apns").Descendants("PackageReference"),
        package => ((string)package.Attribute("Include")!).Contains("Orleans", StringComparison.Ordinal));

    static XDocument Load(string project) =>
        XDocument.Parse(Repository.Read($"src/{project}/Push.{project}.csproj"));

    static string NameOf(string projectFile) =>
        Path.GetFileNameWithoutExtension(projectFile.Replace('\\', '/'))["Push.".Length..];
}
