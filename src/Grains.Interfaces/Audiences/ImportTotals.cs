namespace Push.Grains.Audiences;

/// <summary>Adds up what parallel writes of an import report.</summary>
internal sealed class ImportTotals(IProgress<long>? progress)
{
    private long _added;
    private long _duplicates;
    private long _updated;
    private long _written;

    public long Added => Interlocked.Read(ref _added);

    public long Duplicates => Interlocked.Read(ref _duplicates);

    public long Updated => Interlocked.Read(ref _updated);

    public void Add(SegmentImport import, int rows)
    {
        Interlocked.Add(ref _added, import.Added);
        Interlocked.Add(ref _duplicates, import.Duplicates);
        Interlocked.Add(ref _updated, import.Updated);
        progress?.Report(Interlocked.Add(ref _written, rows));
    }
}
