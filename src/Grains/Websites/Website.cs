namespace Push.Grains.Websites;

/// <summary>A configured website whose files were read.</summary>
/// <param name="Id">The website push id.</param>
/// <param name="App">The app of its devices.</param>
/// <param name="Signer">The signer of its packages.</param>
/// <param name="WebServiceUrl">What stands before <c>/v2</c>.</param>
/// <param name="Files">The files of its package by their path, <c>website.json</c> included.</param>
public sealed record Website(
    string Id, string App, string Signer, Uri WebServiceUrl, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files)
{
    /// <summary>The description inside the package.</summary>
    public const string DescriptionFile = "website.json";
}
