using Push.Apns;

namespace Push.Grains.Audiences;

/// <summary>
/// Brings a list of device tokens into an audience: collects them packed, partitions them by hash, and writes each
/// segment once. One that broke off is completed by giving the same devices again; nothing is added twice. Of a token that
/// stands in the list twice the first counts.
/// </summary>
/// <remarks>
/// Runs at the caller, so that the tokens cross the wire once. It takes some 50 MB of memory, and beyond a million tokens
/// 32 bytes each of a temporary file.
/// </remarks>
/// <param name="grains">The cluster.</param>
/// <param name="app">The app.</param>
/// <param name="list">The list's name, or null to add the tokens to the devices of the app.</param>
/// <param name="mode">What happens when the audience was imported before, with other devices.</param>
public sealed class AudienceImport(IGrainFactory grains, string app, string? list, ImportMode mode = ImportMode.Add) : IDisposable
{
    // More than a commit of the store takes up at a time, so that what a commit writes besides is shared by many segments.
    private const int Parallelism = 64;
    private const int MaxTries = 5;

    private readonly string _audience = AudienceKey.Of(app, list);
    private readonly TokenStore _tokens = new();

    /// <summary>Tokens added so far, duplicates included.</summary>
    public int Count => _tokens.Count;

    /// <summary>Adds a token. Its bytes are copied.</summary>
    public void Add(DeviceToken token) => _tokens.Add(token.Bytes.Span);

    /// <summary>Adds a device. Its bytes are copied.</summary>
    public void Add(in AudienceDevice device) => _tokens.Add(
        device.Token.Bytes.Span, device.RegisteredAt?.ToUnixTimeMilliseconds() ?? 0, device.Attributes.Bytes.Span);

    /// <summary>Writes all of them.</summary>
    /// <param name="progress">Told how many tokens are written.</param>
    /// <param name="cancellationToken">Breaks the import off; the audience stays incomplete until it is done again.</param>
    /// <exception cref="Notifications.PushRequestException">
    /// Unknown app; or an import of other devices is incomplete, or was complete before one that is to be the only one.
    /// </exception>
    public async Task<ImportSummary> RunAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var audience = grains.GetGrain<IAudienceGrain>(_audience);
        var plan = await audience.BeginImport(new ImportRequest(Count, _tokens.Digest, mode)).WaitAsync(cancellationToken);
        var totals = new ImportTotals(progress);
        await Parallel.ForEachAsync(
            _tokens.Partition(plan),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (part, _) => totals.Add(await WriteAsync(part.Segment, part.Rows, plan), part.Rows.Count));
        var info = await audience.CompleteImport().WaitAsync(cancellationToken);
        return new ImportSummary(totals.Added, totals.Duplicates, info.Devices, info.Segments) { Updated = totals.Updated };
    }

    /// <summary>Removes the temporary file.</summary>
    public void Dispose() => _tokens.Dispose();

    // An audience is split only between imports, so "moved" can only come from an import that ran at the same time.
    private async Task<SegmentImport> WriteAsync(int segment, DeviceRows rows, ImportPlan plan)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var written = await grains.GetGrain<ISegmentGrain>(AudienceKey.OfSegment(_audience, segment))
                    .Import(plan.Segments, rows);
                return written.Moved == 0 ? written : throw new InvalidOperationException(
                    $"The audience {_audience} was imported by someone else at the same time; give the list again.");
            }
            catch (TimeoutException) when (tries < MaxTries)
            {
                // Importing again adds nothing twice.
            }
        }
    }
}

/// <summary>What an import did.</summary>
/// <param name="Added">Devices that are new to the audience.</param>
/// <param name="Duplicates">Tokens that stood in the list twice, or in the audience already and stayed as they were.</param>
/// <param name="Devices">Members of the audience now.</param>
/// <param name="Segments">How many segments hold them.</param>
public sealed record ImportSummary(long Added, long Duplicates, long Devices, int Segments)
{
    /// <summary>Members whose attributes or time of registration changed.</summary>
    public long Updated { get; init; }
}
