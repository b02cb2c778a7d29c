namespace Push.Grains.Wallet;

/// <summary>One pass type: who signs its passes, where devices find their web service, and how update pushes reach them.</summary>
public sealed class PassTypeOptions
{
    /// <summary>The app of this configuration that has the pass type's certificate: update pushes go over its connections. Required.</summary>
    public string? App { get; set; }

    /// <summary>The signer of this configuration that has the pass type's certificate. Required.</summary>
    public string? Signer { get; set; }

    /// <summary>
    /// Where devices find the web service, https; what stands before <c>/v1</c>. The service is mounted at its path. Required.
    /// </summary>
    public string? WebServiceUrl { get; set; }

    /// <summary>
    /// A folder with the images and localizations that all passes of the type share, read when the silo starts. Default: none,
    /// each pass brings its own.
    /// </summary>
    public string? Folder { get; set; }
}
