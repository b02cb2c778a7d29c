namespace Push.Grains.Campaigns;

/// <summary>How long campaigns that have ended are kept, with their counts and the devices they could not reach.</summary>
public sealed record RetentionOptions
{
    /// <summary>
    /// After this time a campaign that has ended is deleted, and one that was created and never started. Default 90 days.
    /// </summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Of campaigns that have ended, so many are kept; the oldest go first; 1 to 10,000. Default 1,000.</summary>
    public int KeepAtMost { get; set; } = 1000;

    /// <summary>What is wrong, each error beginning with the option's name.</summary>
    internal IEnumerable<string> FindErrors()
    {
        if (KeepFor <= TimeSpan.Zero) yield return "KeepFor: is more than 0.";
        if (KeepAtMost is < 1 or > 10_000) yield return "KeepAtMost: is 1 to 10,000.";
    }

    /// <summary>The campaigns that are to be deleted if they are not under way.</summary>
    /// <param name="entries">All, in the order of their creation.</param>
    /// <param name="now">The time.</param>
    internal List<string> Expired(IReadOnlyList<CampaignListEntry> entries, DateTimeOffset now)
    {
        var surplus = entries.Count(entry => entry.HasEnded) - KeepAtMost;
        var expired = new List<string>();
        foreach (var entry in entries)
        {
            var isSurplus = entry.HasEnded && surplus-- > 0;
            if (isSurplus || (entry.EndedAt ?? entry.CreatedAt) < now - KeepFor) expired.Add(entry.Id);
        }
        return expired;
    }
}
