namespace Push.Grains.Websites;

/// <summary>One website that sends to Safari: its push package, who signs it, and the app that its devices belong to.</summary>
public sealed class WebsiteOptions
{
    /// <summary>The app of this configuration whose devices the website's visitors become. Required.</summary>
    public string? App { get; set; }

    /// <summary>The signer of this configuration that has the website's certificate. Required.</summary>
    public string? Signer { get; set; }

    /// <summary>
    /// Where Safari finds the web service, https; what stands before <c>/v2</c>. The service is mounted at its path. Required.
    /// </summary>
    public string? WebServiceUrl { get; set; }

    /// <summary>
    /// The folder of the push package, read when the silo starts: <c>icon.iconset</c> and <c>website.json</c>. In that,
    /// <c>websitePushID</c>, <c>webServiceURL</c> and <c>authenticationToken</c> may be left out. Required.
    /// </summary>
    public string? Folder { get; set; }
}
