using Orleans.Storage;

namespace Push.Storage.Sqlite.GrainStorage;

/// <summary>Where and how a grain storage keeps its states.</summary>
public sealed class SqliteGrainStorageOptions : IStorageProviderSerializerOptions
{
    /// <summary>
    /// The database file; it and its folder are created when missing. Required. Storages and reminders of one process
    /// that name the same file share it.
    /// </summary>
    public string Path { get; set; } = "";

    /// <summary>
    /// Makes bytes of states. Default: the <see cref="IGrainStorageSerializer"/> registered under the storage's name,
    /// else Orleans' binary serializer.
    /// </summary>
    public IGrainStorageSerializer GrainStorageSerializer { get; set; } = null!;
}
