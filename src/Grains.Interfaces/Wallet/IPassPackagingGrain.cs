namespace Push.Grains.Wallet;

/// <summary>Makes signed passes for their issuer. Stateless worker; its key is of no meaning.</summary>
/// <remarks>Called by the client library; the web service streams to devices without it.</remarks>
[GrainInterfaceType("push.pass-packaging"), Alias("push.pass-packaging")]
public interface IPassPackagingGrain : IGrainWithIntegerKey
{
    /// <summary>The <c>.pkpass</c> of a pass as it is now; null when there is none.</summary>
    [Alias("Build")]
    Task<ReadOnlyMemory<byte>?> Build(string passType, string serial);
}
