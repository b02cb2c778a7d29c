using Push.Testing;

namespace Push.Grains.Guarantees;

/// <summary>A file system of its own in memory, small enough to be filled to the last byte.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const string Size = "size=128m";

    private static readonly byte[] Block = new byte[64 << 10];

    private SmallDisk()
    {
    }

    public TempFolder Folder { get; } = new();

    private string Ballast => Folder["ballast"];

    /// <summary>Mounts it. Where this process may not mount anything, the test is skipped.</summary>
    public static async Task<SmallDisk> MountAsync()
    {
        var disk = new SmallDisk();
        try
        {
            await ExternalTool.RunAsync("mount", ["-t", "tmpfs", "-o", Size, "push-test", disk.Folder.Path]);
        }
        catch (InvalidOperationException e)
        {
            disk.Folder.Dispose();
            Assert.Skip($"A small file system can't be mounted here: {e.Message}");
        }
        return disk;
    }

    /// <summary>Fills it, until not one byte more can be written.</summary>
    public void Fill()
    {
        using var ballast = File.OpenHandle(Ballast, FileMode.Create, FileAccess.Write);
        var at = 0L;
        for (var size = Block.Length; size > 0;)
        {
            try
            {
                RandomAccess.Write(ballast, Block.AsSpan(0, size), at);
                at += size;
            }
            catch (IOException)
            {
                at = RandomAccess.GetLength(ballast);
                size /= 2;
            }
        }
    }

    public void Free() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        await ExternalTool.RunAsync("umount", ["--lazy", Folder.Path]);
        Folder.Dispose();
    }
}
