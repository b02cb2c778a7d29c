using Push.Grains.Apps;
using Push.Grains.Notifications;
using Push.Grains.Packages;

namespace Push.Grains.Websites;

/// <summary>Reads one website's options and files, and collects everything that is wrong with them.</summary>
internal sealed class WebsiteReader(string id, WebsiteOptions options, PushOptions push)
{
    private const int MaxId = 128;
    private const int MaxDescription = 64 << 10;

    private readonly SettingErrors _errors = new($"Push:Websites:{id}");

    public IReadOnlyList<string> Errors => _errors.All;

    /// <summary>The website, or null when there are errors.</summary>
    public Website? Read()
    {
        if (!Name.IsValid(id, MaxId) || !id.StartsWith("web.", StringComparison.Ordinal))
            _errors.Add("a website push id begins with 'web.' and has letters, digits, '-', '_' and '.'.");
        _errors.CheckApp(options.App, push);
        _errors.CheckSigner(options.Signer, push);
        var url = _errors.CheckUrl(nameof(WebsiteOptions.WebServiceUrl), options.WebServiceUrl);
        if (options.Folder is null) _errors.Add(nameof(WebsiteOptions.Folder), "is needed: it holds website.json and icon.iconset.");
        var files = _errors.ReadFolder(nameof(WebsiteOptions.Folder), options.Folder);
        if (files.Count > 0 && !(files.TryGetValue(Website.DescriptionFile, out var json) && JsonObjects.IsObject(json, MaxDescription)))
            _errors.Add(nameof(WebsiteOptions.Folder), $"{options.Folder} has no website.json that is a JSON object.");
        return _errors.All.Count > 0 ? null : new Website(id, options.App!, options.Signer!, url!, files);
    }
}
