using System.Security.Cryptography;
using System.Text.Json;
using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Grains.Campaigns;

namespace Push.Cli.Quickstart;

/// <summary>The folder of a quickstart: a temporary one that goes with it, or one to keep.</summary>
internal sealed class QuickstartFolder : IDisposable
{
    private const string StateName = "quickstart.json";
    private const string KeyName = "AuthKey_QUICKSTART.p8";

    private QuickstartFolder(string path, bool temporary)
    {
        Path = path;
        IsTemporary = temporary;
    }

    /// <summary>Whether it goes when the quickstart ends.</summary>
    public bool IsTemporary { get; private set; }

    /// <summary>Its absolute path.</summary>
    public string Path { get; }

    /// <summary>The provider key, made here; its id stands in its name, as in those that Apple gives out.</summary>
    public string KeyFile => System.IO.Path.Combine(Path, KeyName);

    private string StateFile => System.IO.Path.Combine(Path, StateName);

    /// <exception cref="CommandException">The folder can't be made.</exception>
    public static QuickstartFolder Open(string? path)
    {
        if (path is null)
            return new QuickstartFolder(Directory.CreateTempSubdirectory("push-quickstart-").FullName, temporary: true);
        try
        {
            return new QuickstartFolder(Directory.CreateDirectory(path).FullName, temporary: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.BadInput("--data", $"can't make the folder {path}: {e.Message}");
        }
    }

    /// <summary>Leaves a temporary folder where it is: something in it is to be gone on with.</summary>
    public void Keep() => IsTemporary = false;

    /// <summary>What an earlier quickstart left; null if there was none.</summary>
    public QuickstartState? ReadState() => File.Exists(StateFile)
        ? JsonSerializer.Deserialize(File.ReadAllBytes(StateFile), ResultJson.Readable.QuickstartState)
        : null;

    /// <summary>Begins a new quickstart.</summary>
    public QuickstartState NewState(int devices)
    {
        ulong seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        var state = new QuickstartState(CampaignKey.NewId(), seed, devices);
        File.WriteAllBytes(StateFile, JsonSerializer.SerializeToUtf8Bytes(state, ResultJson.Readable.QuickstartState));
        return state;
    }

    /// <summary>The public half of the provider key, which is made if there is none.</summary>
    public string PublicKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(KeyFile)) key.ImportFromPem(File.ReadAllText(KeyFile));
        else WritePrivately(KeyFile, key.ExportPkcs8PrivateKeyPem());
        return key.ExportSubjectPublicKeyInfoPem();
    }

    public void Dispose()
    {
        if (IsTemporary) Directory.Delete(Path, recursive: true);
    }

    private static void WritePrivately(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
