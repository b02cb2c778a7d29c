namespace Push.Grains.Wallet;

/// <summary>The devices of a page, by the hashes of their ids.</summary>
[GenerateSerializer, Alias("push.pass-page-state")]
internal sealed class PassPageState
{
    [Id(0)]
    public List<UInt128> Devices { get; set; } = [];
}
