using Push.Apns;
using Push.Testing;

namespace Push.Grains.Apps;

public sealed class PushOptionsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Validate_GoodApp_Succeeds() => Assert.Empty(ErrorsOf(Good()));

    [Fact]
    public void Validate_NoApp_SaysSo() =>
        Assert.Contains("no app is configured", Assert.Single(new PushOptionsValidator(TimeProvider.System)
            .Validate(null, new PushOptions()).Failures!), StringComparison.Ordinal);

    [Fact]
    public void Validate_SeveralErrors_ReportsAllAtOnce()
    {
        var options = Good();
        options.Topic = null;
        options.Connections = 0;
        options.Environment = ApnsEnvironment.Simulator;
        options.Port = null;
        var errors = ErrorsOf(options);
        Assert.Equal(3, errors.Count);
        Assert.All(errors, error => Assert.StartsWith("Push:Apps:demo:", error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("no-such-file.p8", "no-such-file.p8")]
    [InlineData("broken.p8", "broken.p8")]
    public void Validate_UnusableKey_NamesTheFile(string file, string named)
    {
        if (file.StartsWith("broken", StringComparison.Ordinal)) _folder.Write(file, "no key");
        var options = Good();
        options.KeyFile = _folder[file];
        options.KeyId = TestKeys.KeyId;
        Assert.Contains(named, Assert.Single(ErrorsOf(options)), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_KeyAndCertificate_AsksForOne()
    {
        var options = Good();
        options.CertificateFile = _folder["missing.p12"];
        Assert.Contains(ErrorsOf(options), error => error.Contains("can't be given together", StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_Feed_NamesTheOption()
    {
        var options = new PushOptions { Apps = { ["demo"] = Good() }, Feed = { KeepFor = -TimeSpan.FromDays(1), MaxEvents = 999 } };
        Assert.Equal(
            ["Push:Feed:KeepFor: is a time span, or 0 to keep no events.", "Push:Feed:MaxEvents: is 1,000 or more."],
            options.FindErrors(TimeProvider.System));
    }

    private AppOptions Good() => new()
    {
        Topic = "com.example.demo",
        KeyFile = TestKeys.WriteP8(_folder),
        TeamId = TestKeys.TeamId,
    };

    private static List<string> ErrorsOf(AppOptions app) => [.. new PushOptionsValidator(TimeProvider.System)
        .Validate(null, new PushOptions { Apps = { ["demo"] = app } }).Failures ?? []];
}
