using Microsoft.Extensions.Options;
using Orleans.Placement;
using Push.Apns;
using Push.Grains.Apps;
using Push.Grains.Devices;
using Push.Grains.Feeds;
using Push.Grains.Telemetry;
using Push.Grains.Users;

namespace Push.Grains.Audiences;

/// <summary>
/// Keeps the rows of one segment. Reads interleave with writes. Reading a chunk or importing leaves nothing in memory,
/// so a campaign over millions of devices holds only the segments that are being sent to.
/// </summary>
[GrainType("push.segment"), PreferLocalPlacement, CollectionAgeLimit(Minutes = 5)]
internal sealed class SegmentGrain(
    [PersistentState("segment", PushStorage.Name)] IPersistentState<SegmentState> rows,
    [PersistentState("segment-delta", PushStorage.Name)] IPersistentState<SegmentDelta> delta,
    FeedWriter feed,
    IOptions<PushOptions> options,
    PushMetrics metrics,
    TimeProvider time) : Grain, ISegmentGrain
{
    private string _audience = "";
    private int _number;

    // As it was stored last: who is told of a new segment before that may change what another attempt to split replaces.
    private int _spread;
    private SegmentTable _table = SegmentTable.Empty;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_audience, _number) = AudienceKey.ParseSegment(this.GetPrimaryKeyString());
        _spread = rows.State.Spread == 0 ? _number + 1 : rows.State.Spread;
        // A delta that outlived a split may speak of devices that have gone.
        _table = new SegmentTable(rows.State.Rows, new SegmentTable(delta.State.Rows, DeviceRows.None)
            .Where(row => LinearHash.Address(TokenHash.Of(row.Token), _spread) == _number).Rows);
        return Task.CompletedTask;
    }

    public async Task<SegmentImport> Import(int segments, DeviceRows import)
    {
        if (HasMovedSince(segments)) return new SegmentImport(_spread, 0, 0);
        // What was packed elsewhere is checked before it is stored.
        foreach (var row in import)
            if (!row.Attributes.IsEmpty) _ = DeviceAttributes.FromBytes(row.Attributes);
        var merge = _table.Import(import, Now);
        var spread = _table.Size == 0 ? Math.Max(_spread, segments) : _spread;
        if (merge.Added + merge.Updated > 0)
        {
            // Users first: their lists may hold more than is true, and never less.
            if (AudienceKey.IsOfApp(_audience))
                await UserLists.JoinAsync(GrainFactory, AudienceKey.AppOf(_audience), _table, import);
            await WriteAsync(merge.Table, spread);
        }
        DeactivateOnIdle();
        return new SegmentImport(0, merge.Added, merge.Duplicates) { Updated = merge.Updated };
    }

    public async Task<SegmentReply<RegisterResult>> Register(int segments, Registration registration)
    {
        if (HasMovedSince(segments)) return SegmentReply.MovedTo<RegisterResult>(_spread);
        var (row, result) = SegmentChanges.Register(_table.Find(registration.Token), registration, Now);
        await TellAsync(DeviceEvents.Of(result, row));
        await ChangeAsync([row]);
        return SegmentReply.Of(result);
    }

    public async Task<SegmentReply<bool>> Unregister(int segments, DeviceToken token)
    {
        if (HasMovedSince(segments)) return SegmentReply.MovedTo<bool>(_spread);
        if (SegmentChanges.Remove(_table.Find(token), Now) is not { } removed) return SegmentReply.Of(false);
        var wasRegistered = removed.Retired == RetirementReason.None;
        if (wasRegistered) await TellAsync(DeviceEvents.OfRemoval(removed));
        await ChangeAsync([removed]);
        return SegmentReply.Of(wasRegistered);
    }

    public Task<SegmentReply<DeviceRecord?>> Find(int segments, DeviceToken token) => Task.FromResult(HasMovedSince(segments)
        ? SegmentReply.MovedTo<DeviceRecord?>(_spread)
        : SegmentReply.Of(SegmentChanges.Describe(_table.Find(token))));

    public async Task<SegmentReply<JudgementResult>> Judge(int segments, Judgements judgements)
    {
        if (HasMovedSince(segments)) return SegmentReply.MovedTo<JudgementResult>(_spread);
        var changed = new List<DeviceRow>();
        var events = new List<PushEvent>();
        var effects = new int[(int)DeviceEffect.Proposed + 1];
        foreach (var judgement in judgements.Items)
        {
            var known = _table.Find(judgement.Token);
            var (row, effect) = SegmentChanges.Judge(known, judgement, judgements.Stamp, Now);
            effects[(int)effect]++;
            if (row is not { } changedRow) continue;
            changed.Add(changedRow);
            if (DeviceEvents.Of(known, changedRow, judgement, judgements.Campaign) is { } news) events.Add(news);
        }
        await TellAsync(events);
        if (changed.Count > 0) await ChangeAsync(changed);
        metrics.Judged(effects[(int)DeviceEffect.Retired], effects[(int)DeviceEffect.Proposed]);
        return SegmentReply.Of(new JudgementResult(effects[(int)DeviceEffect.Retired], effects[(int)DeviceEffect.Proposed]));
    }

    public async Task<SegmentReply<int>> Settle(int segments, Settlement settlement)
    {
        if (HasMovedSince(segments)) return SegmentReply.MovedTo<int>(_spread);
        var changed = new List<DeviceRow>();
        var events = new List<PushEvent>();
        foreach (var row in _table.All())
        {
            if (SegmentChanges.Settle(row, settlement, Now) is not { } settled) continue;
            changed.Add(settled);
            if (DeviceEvents.Of(row, settled) is { } news) events.Add(news);
        }
        await TellAsync(events);
        if (changed.Count > 0) await ChangeAsync(changed);
        if (settlement.Decision == ProposalDecision.Retire) metrics.Judged(changed.Count, 0);
        return SegmentReply.Of(changed.Count);
    }

    public Task<SegmentReply<ChunkRows>> ReadChunk(ChunkRead read)
    {
        DeactivateOnIdle();
        return Task.FromResult(HasMovedSince(read.Segments)
            ? SegmentReply.MovedTo<ChunkRows>(_spread)
            : SegmentReply.Of(SegmentReader.ReadChunk(_table, ChoiceFor(read), read.Before, read.Filter)));
    }

    public Task<SegmentReply<DeviceRows>> ReadRetired(ChunkRead read) => Task.FromResult(HasMovedSince(read.Segments)
        ? SegmentReply.MovedTo<DeviceRows>(_spread)
        : SegmentReply.Of(SegmentReader.ReadRetired(_table, row => Belongs(row, read))));

    public Task<SegmentReply<int>> Count(ChunkRead read)
    {
        DeactivateOnIdle();
        return Task.FromResult(HasMovedSince(read.Segments)
            ? SegmentReply.MovedTo<int>(_spread)
            : SegmentReply.Of(SegmentReader.Count(_table, ChoiceFor(read), read.Before, read.Filter)));
    }

    public async Task<bool> SpreadIfEmpty(int segments)
    {
        if (_spread >= segments) return true;
        if (_table.Size > 0) return false;
        await WriteAsync(_table, segments);
        return true;
    }

    // One turn, so what is handed over is what was there last. As long as the rows are here nobody knows of the new segment: what
    // an attempt that broke off has left there was changed by nobody.
    public async Task Split(int target, long epoch)
    {
        if (_spread > target) return;
        await GrainFactory.GetGrain<ISegmentGrain>(AudienceKey.OfSegment(_audience, target))
            .Adopt(_table.Where(row => GoesTo(row, target)).Rows, epoch);
        await WriteAsync(_table.Where(row => !GoesTo(row, target)), target + 1);
        DeactivateOnIdle();
    }

    public async Task Adopt(DeviceRows adopted, long epoch)
    {
        if (rows.State.Epoch >= epoch)
            throw new InvalidOperationException($"Segment {_number} of {_audience} was filled by a later attempt to split.");
        rows.State.Epoch = epoch;
        await WriteAsync(new SegmentTable(adopted, DeviceRows.None), _spread);
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    // Whoever came by an older count may be looking for a device that has gone to another segment.
    private bool HasMovedSince(int segments) => LinearHash.WasSplit(_number, segments, _spread);

    // An activation that another has overtaken may hold rows that have gone elsewhere.
    private Func<DeviceRow, bool>? ChoiceFor(ChunkRead read) =>
        read.Class.Count > read.Segments || LinearHash.WasSplit(_number, _spread, read.Segments)
            ? row => Belongs(row, read)
            : null;

    private bool Belongs(DeviceRow row, ChunkRead read)
    {
        var hash = TokenHash.Of(row.Token);
        return read.Class.Contains(hash) && LinearHash.Address(hash, read.Segments) == _number;
    }

    private static bool GoesTo(DeviceRow row, int target) =>
        LinearHash.Address(TokenHash.Of(row.Token), target + 1) == target;

    // Before the rows: what is told may come twice, but never too little.
    private Task TellAsync(IReadOnlyCollection<PushEvent> events) => feed.WriteAsync(AudienceKey.AppOf(_audience), events);

    private async Task ChangeAsync(IReadOnlyCollection<DeviceRow> changed)
    {
        var table = _table.Set(changed, Now);
        if (table.ShouldFold) await WriteAsync(table.Fold(Now), _spread);
        else await WriteDeltaAsync(table);
        if (_table.Size > options.Value.DevicesPerSegment)
            await GrainFactory.GetGrain<IAudienceGrain>(_audience).ReportGrowth(_number, _table.Size);
    }

    // The rows first: should the delta outlive them, it says the same again.
    private async Task WriteAsync(SegmentTable table, int spread)
    {
        var before = (rows.State.Rows, rows.State.Spread);
        (rows.State.Rows, rows.State.Spread) = (table.Rows, spread);
        try
        {
            await rows.WriteStateAsync();
        }
        catch
        {
            (rows.State.Rows, rows.State.Spread) = before;
            DeactivateOnIdle();
            throw;
        }
        (_table, _spread) = (new SegmentTable(table.Rows, DeviceRows.None), spread);
        if (delta.State.Rows.Count > 0) await WriteDeltaAsync(_table);
    }

    private async Task WriteDeltaAsync(SegmentTable table)
    {
        delta.State.Rows = table.Delta;
        try
        {
            await delta.WriteStateAsync();
            _table = table;
        }
        catch
        {
            delta.State.Rows = _table.Delta;
            DeactivateOnIdle();
            throw;
        }
    }
}
