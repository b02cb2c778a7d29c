using System.Collections.Immutable;
using Orleans.Concurrency;
using Push.Grains.Notifications;

namespace Push.Grains.Packages;

/// <summary>Signs where it is called. A signature keeps a core busy, so there are as many workers as cores.</summary>
[GrainType("push.package-signing"), StatelessWorker]
internal sealed class PackageSigningGrain(PackageSigners signers) : Grain, IPackageSigningGrain
{
    // A manifest of the most files that a package may have, with the longest names, is smaller.
    private const int LargestContent = 4 * 1024 * 1024;

    public Task<ImmutableArray<ReadOnlyMemory<byte>>> GetChain(string signer) =>
        Task.FromResult<ImmutableArray<ReadOnlyMemory<byte>>>([.. signers.Get(signer).Chain]);

    public Task<ReadOnlyMemory<byte>> Sign(string signer, ReadOnlyMemory<byte> content) =>
        content.Length <= LargestContent
            ? Task.FromResult<ReadOnlyMemory<byte>>(signers.Get(signer).Sign(content))
            : throw new PushRequestException(RequestFault.Malformed,
                $"What is signed has at most {LargestContent:N0} bytes, not {content.Length:N0}.");
}
