using Orleans.Concurrency;
using Push.Apns;
using Push.Grains.Devices;

namespace Push.Grains.Audiences;

/// <summary>
/// About 1,000 devices of an audience. Key: <see cref="AudienceKey.OfSegment"/>. Who calls names the number of segments
/// by which it came here; if the devices have gone to another segment since, the answer says how many there are now,
/// nothing was done, and the caller comes again.
/// </summary>
/// <remarks>Called by senders, devices, imports and the audience. It leaves memory when nobody needs it.</remarks>
[GrainInterfaceType("push.segment"), Alias("push.segment")]
public interface ISegmentGrain : IGrainWithStringKey
{
    /// <summary>Adds devices that aren't there, in one write.</summary>
    [Alias("Import")]
    Task<SegmentImport> Import(int segments, DeviceRows rows);

    /// <summary>Registers one device.</summary>
    [Alias("Register")]
    Task<SegmentReply<RegisterResult>> Register(int segments, Registration registration);

    /// <summary>Removes one device; whether it was there.</summary>
    [Alias("Unregister")]
    Task<SegmentReply<bool>> Unregister(int segments, [Immutable] DeviceToken token);

    /// <summary>Looks one device up.</summary>
    [Alias("Find"), AlwaysInterleave]
    Task<SegmentReply<DeviceRecord?>> Find(int segments, [Immutable] DeviceToken token);

    /// <summary>Applies what Apple said of devices, in one write.</summary>
    [Alias("Judge")]
    Task<SegmentReply<JudgementResult>> Judge(int segments, Judgements judgements);

    /// <summary>Retires devices that were proposed to be, or drops the proposals; how many there were.</summary>
    [Alias("Settle")]
    Task<SegmentReply<int>> Settle(int segments, Settlement settlement);

    /// <summary>The members of a class that registered before a time.</summary>
    [Alias("ReadChunk"), AlwaysInterleave]
    Task<SegmentReply<ChunkRows>> ReadChunk(ChunkRead read);

    /// <summary>The retired devices of a class.</summary>
    [Alias("ReadRetired"), AlwaysInterleave]
    Task<SegmentReply<DeviceRows>> ReadRetired(ChunkRead read);

    /// <summary>Counts the members of a class that registered before a time.</summary>
    [Alias("Count"), AlwaysInterleave]
    Task<SegmentReply<int>> Count(ChunkRead read);

    /// <summary>
    /// If it holds nothing, notes that there are more segments from now on, so that who takes it for the only one learns of
    /// them; whether it did, or had done so before.
    /// </summary>
    [Alias("SpreadIfEmpty")]
    Task<bool> SpreadIfEmpty(int segments);

    /// <summary>
    /// Splitting: hands over the rows that segment <paramref name="target"/> is to hold, and removes them from here. Changes wait
    /// meanwhile. From then on whoever comes by an older count is told of the new segment. When that was done before, nothing is.
    /// </summary>
    /// <param name="target">The new segment.</param>
    /// <param name="epoch">The number of the attempt: what an older one brings too late is refused.</param>
    [Alias("Split")]
    Task Split(int target, long epoch);

    /// <summary>Splitting, at the new segment: takes the rows in place of all that is there, left by an attempt that broke off.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="epoch">The number of the attempt.</param>
    [Alias("Adopt")]
    Task Adopt(DeviceRows rows, long epoch);
}
