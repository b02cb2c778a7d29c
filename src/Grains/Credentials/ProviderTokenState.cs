namespace Push.Grains.Credentials;

/// <summary>The token in use.</summary>
[GenerateSerializer, Alias("push.provider-token-state")]
internal sealed class ProviderTokenState
{
    [Id(0)]
    public SealedProviderToken? Token { get; set; }
}
