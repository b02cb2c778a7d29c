namespace Push.Grains.Wallet;

/// <summary>A configured pass type whose files were read.</summary>
/// <param name="Id">The pass type identifier.</param>
/// <param name="App">The app whose connections carry update pushes.</param>
/// <param name="Signer">The signer of its passes.</param>
/// <param name="WebServiceUrl">What stands before <c>/v1</c>.</param>
/// <param name="Files">The files that its passes share, by their path in a pass.</param>
public sealed record PassType(
    string Id, string App, string Signer, Uri WebServiceUrl, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files)
{
    /// <summary>Whether every pass of the type asks whoever adds it who he is.</summary>
    public bool AsksForPersonalization => Files.ContainsKey(PassContent.PersonalizationFile);
}
