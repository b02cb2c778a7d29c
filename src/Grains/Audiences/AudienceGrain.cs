using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Push.Grains.Apps;
using Push.Grains.Notifications;

namespace Push.Grains.Audiences;

/// <summary>
/// Keeps the number of segments and makes more when there are too few: note the intent, have a segment split, publish the new
/// count. What broke off in between is finished by the next call.
/// </summary>
[GrainType("push.audience")]
internal sealed partial class AudienceGrain(
    [PersistentState("audience", PushStorage.Name)] IPersistentState<AudienceState> state,
    AudienceDirectory directory,
    AppDirectory apps,
    IOptions<PushOptions> options,
    TimeProvider time,
    ILogger<AudienceGrain> log) : Grain, IAudienceGrain
{
    private const int CountingParallelism = 16;

    private readonly Dictionary<int, int> _sizes = [];

    // What others may know: the state as it was stored last.
    private AudienceInfo _published = new(1, 0, false);

    private string Key => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Publish();
        return Task.CompletedTask;
    }

    public Task<int> GetSegments() => Task.FromResult(_published.Segments);

    public Task<AudienceInfo> GetInfo()
    {
        CheckApp();
        return Task.FromResult(_published);
    }

    public async Task<AudienceCount> Count(long before, AudienceFilter? filter)
    {
        CheckApp();
        await FinishAsync();
        return await CountAsync(before, filter);
    }

    public async Task<ImportPlan> BeginImport(ImportRequest request)
    {
        CheckApp();
        CheckImport(request);
        await FinishAsync();
        // A fresh audience is spread at once; any other is split segment by segment. A list that is given again adds
        // nothing, so the larger of the two numbers is what to expect.
        var wanted = SegmentsFor(Math.Max(state.State.Devices, request.Devices));
        await WriteAsync(state.State with
        {
            IsImporting = true,
            AudienceDevices = request.Devices,
            ImportDigest = request.Digest,
            Spreading = state.State.Segments == 1 && wanted > 1 ? wanted : 0,
        });
        await FinishAsync();
        await SplitUpToAsync(wanted);
        directory.Learn(Key, state.State.Segments);
        return new ImportPlan(state.State.Segments, Now);
    }

    public async Task<AudienceInfo> CompleteImport()
    {
        await FinishAsync();
        var devices = (await CountAsync(long.MaxValue, filter: null)).Devices;
        await SplitUpToAsync(SegmentsFor(devices));
        await WriteAsync(state.State with { Devices = devices, IsImporting = false });
        LogImported(Key, devices, state.State.Segments);
        return _published;
    }

    public async Task ReportGrowth(int segment, int devices)
    {
        _sizes[segment] = devices;
        if (state.State.IsImporting) return;
        await FinishAsync();
        // Segments that said nothing are taken to be half full, as they are on average after a split.
        var size = options.Value.DevicesPerSegment;
        var estimate = _sizes.Values.Sum(known => (long)known) + (state.State.Segments - _sizes.Count) * (long)size / 2;
        if (estimate <= (long)state.State.Segments * size && devices < 2 * size) return;
        await SplitAsync();
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private ISegmentGrain Segment(int segment) => GrainFactory.GetGrain<ISegmentGrain>(AudienceKey.OfSegment(Key, segment));

    private void CheckApp() => apps.Get(AudienceKey.AppOf(Key));

    private void Publish() =>
        _published = new AudienceInfo(state.State.Segments, state.State.Devices, state.State.IsImporting);

    private void CheckImport(ImportRequest request)
    {
        var last = state.State;
        if (last.AudienceDevices == 0 || (last.AudienceDevices, last.ImportDigest) == (request.Devices, request.Digest)) return;
        if (request.Mode == ImportMode.AddAnyway || (request.Mode == ImportMode.Add && !last.IsImporting)) return;
        var end = last.IsImporting ? "is not complete" : "was complete before";
        throw new PushRequestException(RequestFault.DifferentImport,
            $"These are not the devices that the import was begun with: one of {last.AudienceDevices:N0} lines {end}, "
            + $"and this one has {request.Devices:N0}. Give the same list again.");
    }

    // What was stored counts: should the write fail, the state is as before, or read again.
    private async Task WriteAsync(AudienceState next)
    {
        var before = state.State;
        state.State = next;
        try
        {
            await state.WriteStateAsync();
            Publish();
        }
        catch
        {
            state.State = before;
            DeactivateOnIdle();
            throw;
        }
    }

    private async Task<AudienceCount> CountAsync(long before, AudienceFilter? filter)
    {
        var segments = state.State.Segments;
        var counts = new long[segments];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(CountingParallelism, segments)).Select(async _ =>
        {
            for (var segment = ++next; segment < segments; segment = ++next)
            {
                var read = new ChunkRead(segments, new HashClass(segment, segments), before, filter);
                var reply = await Segment(segment).Count(read);
                if (reply.Moved > 0) throw GivenUp(reply.Moved);
                counts[segment] = reply.Value;
            }
        }));
        return new AudienceCount(segments, counts.Sum());
    }

    private int SegmentsFor(long devices)
    {
        var size = options.Value.DevicesPerSegment;
        return (int)Math.Clamp((devices + size - 1) / size, 1, int.MaxValue);
    }

    private async Task SplitUpToAsync(int segments)
    {
        while (state.State.Segments < segments) await SplitAsync();
    }

    // The intent is stored first: an activation that another has overtaken fails here, before it touches a segment.
    private async Task SplitAsync()
    {
        var target = state.State.Segments;
        var source = LinearHash.SourceOf(target);
        await WriteAsync(state.State with { IsSplitting = true, Epoch = state.State.Epoch + 1 });
        await Segment(source).Split(target, state.State.Epoch);
        await WriteAsync(state.State with { IsSplitting = false, Segments = target + 1 });
        directory.Learn(Key, target + 1);
        _sizes.Remove(source);
        LogSplit(Key, source, target);
    }

    /// <summary>Finishes what broke off.</summary>
    private async Task FinishAsync()
    {
        if (state.State.Spreading is > 1 and var segments)
        {
            var isSpread = await Segment(0).SpreadIfEmpty(segments);
            await WriteAsync(state.State with { Spreading = 0, Segments = isSpread ? segments : state.State.Segments });
        }
        // Those who came to the segment may know of the new one already.
        if (state.State.IsSplitting) await SplitAsync();
    }

    private InvalidOperationException GivenUp(int segments)
    {
        DeactivateOnIdle();
        return new InvalidOperationException($"Another activation of {Key} made {segments} segments; ask again.");
    }
}
