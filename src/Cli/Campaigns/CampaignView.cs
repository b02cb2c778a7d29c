using Push.Cli.Output;
using Spectre.Console;

namespace Push.Cli.Campaigns;

/// <summary>Draws campaigns for people.</summary>
internal static class CampaignView
{
    /// <summary>One campaign with its counts.</summary>
    public static void Draw(IAnsiConsole console, CampaignResult campaign)
    {
        new Fields()
            .Add("campaign", campaign.Id)
            .Add("app", campaign.App)
            .Add("state", campaign.State, ColorOf(campaign.State))
            .Add("problem", campaign.Problem, Color.Red)
            .Add("started", campaign.StartedAt?.ToLocalText())
            .Add("ended", campaign.EndedAt?.ToLocalText())
            .Draw(console);
        var table = Tables.Create("", "devices");
        AddCounts(table, campaign.Counts);
        console.Write(table);
    }

    /// <summary>All campaigns below each other.</summary>
    public static void Draw(IAnsiConsole console, IReadOnlyList<CampaignResult> campaigns)
    {
        if (campaigns.Count == 0)
        {
            console.WriteLine("no campaigns");
            return;
        }

        var table = Tables.Create("campaign", "app", "state", "created")
            .AddNumbers("audience", "accepted", "rejected", "skipped", "unknown", "pending");
        foreach (var campaign in campaigns)
        {
            var counts = campaign.Counts;
            table.AddRow(
                new Text(campaign.Id),
                new Text(campaign.App),
                new Text(campaign.State, new Style(ColorOf(campaign.State))),
                new Text(campaign.CreatedAt.ToLocalText()),
                Tables.Number(counts.Audience),
                Tables.Number(counts.Accepted),
                Tables.Number(counts.Rejected),
                Tables.Number(counts.Skipped),
                Tables.Number(counts.Unknown),
                Tables.Number(counts.Pending));
        }

        console.Write(table);
    }

    private static void AddCounts(Table table, CountsResult counts)
    {
        Add("accepted", counts.Accepted);
        Add("rejected", counts.Rejected);
        foreach (var (reason, count) in counts.RejectedBy) Add($"  {reason}", count);
        Add("skipped", counts.Skipped);
        foreach (var (reason, count) in counts.SkippedBy) Add($"  {reason}", count);
        Add("unknown", counts.Unknown);
        Add("pending", counts.Pending);
        Add("audience", counts.Audience);
        if (counts.Retired > 0) Add("retired", counts.Retired);
        if (counts.Proposed > 0) Add("proposed to be retired", counts.Proposed);
        if (counts.PossiblyRepeated > 0) Add("possibly repeated", counts.PossiblyRepeated);

        void Add(string name, long count) => table.AddRow(new Text(name), Tables.Number(count));
    }

    private static Color ColorOf(string state) => state switch
    {
        "finished" => Color.Green,
        "paused" or "cancelling" or "cancelled" => Color.Yellow,
        _ => Color.Default,
    };
}
