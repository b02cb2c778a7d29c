using Orleans.Concurrency;

namespace Push.Grains.Wallet;

/// <summary>Makes packages where it is called.</summary>
[GrainType("push.pass-packaging"), StatelessWorker]
internal sealed class PassPackagingGrain(PassPackager packager) : Grain, IPassPackagingGrain
{
    public async Task<ReadOnlyMemory<byte>?> Build(string passType, string serial)
    {
        if (await GrainFactory.GetGrain<IPassGrain>(PassKey.Of(passType, serial)).Read() is not { Content: { } content } pass) return null;
        var package = new MemoryStream();
        await (await packager.SignAsync(pass.Pass, content)).WriteAsync(package);
        return package.ToArray();
    }
}
