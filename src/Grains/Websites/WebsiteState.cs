namespace Push.Grains.Websites;

/// <summary>The key of a website's tokens.</summary>
[GenerateSerializer, Alias("push.website-state")]
internal sealed class WebsiteState
{
    [Id(0)]
    public byte[] Key { get; set; } = [];
}
