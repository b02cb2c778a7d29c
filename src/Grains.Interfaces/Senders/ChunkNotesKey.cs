using System.Globalization;
using Push.Grains.Campaigns;

namespace Push.Grains.Senders;

/// <summary>The keys of the notes on chunks: <c>{campaign key}/{chunk}</c>.</summary>
public static class ChunkNotesKey
{
    /// <summary>The grain key of the notes on one chunk.</summary>
    /// <param name="campaign">The campaign's id.</param>
    /// <param name="chunk">The chunk.</param>
    public static string Of(string campaign, int chunk) =>
        string.Create(CultureInfo.InvariantCulture, $"{CampaignKey.Of(campaign)}/{chunk}");
}
