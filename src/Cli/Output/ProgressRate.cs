namespace Push.Cli.Output;

/// <summary>
/// The speed since the first look: what an earlier process did is not ours. Work whose units are counted again, as an import
/// counts what it has read and then what it has stored, begins anew.
/// </summary>
internal sealed class ProgressRate(TimeProvider time)
{
    private long _begun = time.GetTimestamp();
    private long? _first;
    private long _last;

    /// <summary>Units a second.</summary>
    /// <param name="done">Units done so far.</param>
    public double Of(long done)
    {
        if (done < _last) (_first, _begun) = (null, time.GetTimestamp());
        _last = done;
        var more = done - (_first ??= done);
        var seconds = time.GetElapsedTime(_begun).TotalSeconds;
        return seconds <= 0 ? 0 : more / seconds;
    }
}
