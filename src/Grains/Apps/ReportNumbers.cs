namespace Push.Grains.Apps;

/// <summary>
/// Which reports were counted. A channel numbers its reports and repeats each until it is acknowledged, so that the last
/// number of each channel is enough.
/// </summary>
/// <remarks>Part of <see cref="BrakeState"/>, so that it is stored with what was counted.</remarks>
[GenerateSerializer, Alias("push.report-numbers")]
internal sealed class ReportNumbers
{
    /// <summary>Of more channels than this, those that were not heard of for longest are forgotten.</summary>
    public const int MaxChannels = 128;

    /// <summary>The last of each channel; the channel that was heard of last stands last.</summary>
    [Id(0)]
    public List<ReportNumber> Last { get; set; } = [];

    /// <summary>Takes note of a report.</summary>
    /// <returns>Whether it is to be counted; false when it was.</returns>
    public bool Take(Guid channel, long number)
    {
        var known = Last.FindIndex(last => last.Channel == channel);
        if (known >= 0 && number <= Last[known].Number) return false;
        if (known >= 0) Last.RemoveAt(known);
        else if (Last.Count == MaxChannels) Last.RemoveAt(0);
        Last.Add(new ReportNumber(channel, number));
        return true;
    }
}

/// <summary>A report of a channel.</summary>
[GenerateSerializer, Immutable, Alias("push.report-number")]
internal readonly record struct ReportNumber([property: Id(0)] Guid Channel, [property: Id(1)] long Number);
