using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Push.Grains.Apps;
using Push.Grains.Feeds;
using Push.Grains.Senders;
using Push.Grains.Telemetry;

namespace Push.Grains.Campaigns;

/// <summary>What campaigns use of their silo.</summary>
internal sealed record CampaignServices(
    AppDirectory Apps,
    LostChunks Lost,
    CampaignNotes Notes,
    CampaignChecks Checks,
    SiloLife Silos,
    FeedWriter Feed,
    IGrainFactory Grains,
    IOptions<PushOptions> Options,
    PushMetrics Metrics,
    TimeProvider Time,
    ILogger<CampaignRun> Log)
{
    public LeaseTimes Times => Options.Value.Leases;

    public bool Sends => Options.Value.Sends;
}
