using System.Runtime.Versioning;
using System.Text;
using Push.Testing;

namespace Push.Cli.Payloads;

/// <summary>A file that is asked for is written whole or not at all, and what was there stays until then.</summary>
[SupportedOSPlatform("linux")]
[SupportedOSPlatform("macos")]
public sealed class OutputFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task File_NotComplete_LeavesWhatWasThereAndNothingElse()
    {
        var path = _folder.Write("kept", "kept");
        await WriteAsync(path, "other", complete: false);
        Assert.Equal("kept", await File.ReadAllTextAsync(path, Cancellation));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task File_Complete_TakesItsNameAndKeepsThePermissions()
    {
        var path = _folder.Write("kept", "something longer");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await WriteAsync(path, "new");
        Assert.Equal("new", await File.ReadAllTextAsync(path, Cancellation));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task File_New_HasThePermissionsOfAnyOther()
    {
        await WriteAsync(_folder["new"], "new");
        Assert.Equal(File.GetUnixFileMode(_folder.Write("other", "")), File.GetUnixFileMode(_folder["new"]));
    }

    [Fact]
    public async Task Link_Complete_StaysALink()
    {
        var target = _folder.Write("target", "old");
        File.CreateSymbolicLink(_folder["link"], target);
        await WriteAsync(_folder["link"], "new");
        Assert.Equal("new", await File.ReadAllTextAsync(target, Cancellation));
        Assert.NotNull(new FileInfo(_folder["link"]).LinkTarget);
    }

    [Fact]
    public async Task Pipe_Written_IsReadAtItsOtherEnd()
    {
        var pipe = _folder["pipe"];
        await ExternalTool.RunAsync("mkfifo", [pipe], cancellationToken: Cancellation);
        var read = Task.Run(() => File.ReadAllText(pipe), Cancellation);
        await WriteAsync(pipe, "through");
        Assert.Equal("through", await read);
        Assert.Equal([pipe], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Device_Written_StaysADevice()
    {
        await WriteAsync("/dev/null", "nothing");
        await using var device = File.OpenRead("/dev/null");
        Assert.Equal(-1, device.ReadByte());
    }

    [Fact]
    public void File_InAFolderThatIsNotThere_IsRefused()
    {
        var refused = Assert.Throws<CommandLine.CommandException>(() => OutputFile.Open("--out", _folder["none/file"]));
        Assert.StartsWith("--out: can't write ", refused.Message, StringComparison.Ordinal);
    }

    private static async Task WriteAsync(string path, string text, bool complete = true)
    {
        await using var file = OutputFile.Open("--out", path);
        await file.Stream.WriteAsync(Encoding.UTF8.GetBytes(text), Cancellation);
        if (complete) await file.CompleteAsync();
    }
}
