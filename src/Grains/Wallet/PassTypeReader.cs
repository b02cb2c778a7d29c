using Push.Grains.Apps;
using Push.Grains.Notifications;
using Push.Grains.Packages;

namespace Push.Grains.Wallet;

/// <summary>Reads one pass type's options and files, and collects everything that is wrong with them.</summary>
internal sealed class PassTypeReader(string id, PassTypeOptions options, PushOptions push)
{
    private readonly SettingErrors _errors = new($"Push:Wallet:{id}");

    public IReadOnlyList<string> Errors => _errors.All;

    /// <summary>The pass type, or null when there are errors.</summary>
    public PassType? Read()
    {
        if (!Name.IsValid(id, PassKey.MaxName) || !id.StartsWith("pass.", StringComparison.Ordinal))
            _errors.Add("a pass type identifier begins with 'pass.' and has letters, digits, '-', '_' and '.'.");
        _errors.CheckApp(options.App, push);
        _errors.CheckSigner(options.Signer, push);
        var url = _errors.CheckUrl(nameof(PassTypeOptions.WebServiceUrl), options.WebServiceUrl);
        var files = _errors.ReadFolder(nameof(PassTypeOptions.Folder), options.Folder);
        return _errors.All.Count > 0 ? null : new PassType(id, options.App!, options.Signer!, url!, files);
    }
}
