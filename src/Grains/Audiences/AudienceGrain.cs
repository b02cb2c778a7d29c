using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Push.Grains.Apps;

namespace Push.Grains.Audiences;

/// <summary>
/// Keeps the number of segments and makes more when there are too few: copy, publish the new count, remove. What broke
/// off in between is finished when the grain is activated again.
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

    public Task<AudienceInfo> GetInfo() => Task.FromResult(_published);

    public Task<AudienceCount> Count(long before, AudienceFilter? filter)
    {
        CheckApp();
        return CountAsync(before, filter);
    }

    public async Task<ImportPlan> BeginImport(long devices)
    {
        CheckApp();
        await FinishSplitAsync();
        state.State.IsImporting = true;
        // A fresh audience is spread at once; any other is split segment by segment. A list that is given again adds
        // nothing, so the larger of the two numbers is what to expect.
        if (state.State.Segments == 1 && await Segment(0).IsEmpty()) state.State.Segments = SegmentsFor(devices);
        await WriteAsync();
        // Who still takes segment 0 for the only one learns from it that there are more.
        if (state.State.Segments > 1) await Segment(0).CompleteSplit(state.State.Segments - 1);
        await SplitUpToAsync(SegmentsFor(Math.Max(state.State.Devices, devices)));
        directory.Learn(Key, state.State.Segments);
        return new ImportPlan(state.State.Segments, Now);
    }

    public async Task<AudienceInfo> CompleteImport()
    {
        state.State.Devices = (await CountAsync(long.MaxValue, filter: null)).Devices;
        await SplitUpToAsync(SegmentsFor(state.State.Devices));
        state.State.IsImporting = false;
        await WriteAsync();
        LogImported(Key, state.State.Devices, state.State.Segments);
        return await GetInfo();
    }

    public async Task ReportGrowth(int segment, int devices)
    {
        _sizes[segment] = devices;
        if (state.State.IsImporting) return;
        await FinishSplitAsync();
        // Segments that said nothing are taken to be half full, as they are on average after a split.
        var size = options.Value.SegmentSize;
        var estimate = _sizes.Values.Sum(known => (long)known) + (state.State.Segments - _sizes.Count) * (long)size / 2;
        if (estimate <= (long)state.State.Segments * size && devices < 2 * size) return;
        await SplitAsync();
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private ISegmentGrain Segment(int segment) => GrainFactory.GetGrain<ISegmentGrain>(AudienceKey.OfSegment(Key, segment));

    private void CheckApp() => apps.Get(AudienceKey.AppOf(Key));

    private void Publish() =>
        _published = new AudienceInfo(state.State.Segments, state.State.Devices, state.State.IsImporting);

    private async Task WriteAsync()
    {
        try
        {
            await state.WriteStateAsync();
            Publish();
        }
        catch
        {
            // What was stored is read again; whoever asks meanwhile is told what was known before.
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
                counts[segment] = (await Segment(segment).Count(read)).Value;
            }
        }));
        return new AudienceCount(segments, counts.Sum());
    }

    private int SegmentsFor(long devices)
    {
        var size = options.Value.SegmentSize;
        return (int)Math.Clamp((devices + size - 1) / size, 1, int.MaxValue);
    }

    private async Task SplitUpToAsync(int segments)
    {
        while (state.State.Segments < segments) await SplitAsync();
    }

    private async Task SplitAsync()
    {
        var target = state.State.Segments;
        var source = LinearHash.SourceOf(target);
        await Segment(target).Adopt(await Segment(source).CopyForSplit(target), replace: true);
        state.State.Segments = target + 1;
        state.State.Splitting = target;
        await WriteAsync();
        directory.Learn(Key, target + 1);
        await FinishSplitAsync();
        LogSplit(Key, source, target);
    }

    private async Task FinishSplitAsync()
    {
        if (state.State.Splitting is not (> 0 and var target)) return;
        var source = LinearHash.SourceOf(target);
        await Segment(source).CompleteSplit(target);
        _sizes.Remove(source);
        state.State.Splitting = 0;
        await WriteAsync();
    }
}
