using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Push.Grains.Apps;

namespace Push.Grains.Campaigns;

/// <summary>
/// Takes up, when a silo starts, the campaigns that were under way when the last one stopped. Reminders would do it
/// within a minute; this does it at once.
/// </summary>
internal sealed partial class CampaignStarter(
    IGrainFactory grains,
    IOptions<PushOptions> options,
    ILogger<CampaignStarter> log)
    : ILifecycleParticipant<ISiloLifecycle>
{
    private readonly ILogger _log = log;

    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(nameof(CampaignStarter), ServiceLifecycleStage.Active, _ => StartAsync(), _ => Task.CompletedTask);

    private Task StartAsync()
    {
        if (options.Value.Sends) TakeUpAsync().Ignore();
        return Task.CompletedTask;
    }

    // Whatever fails here is left to the reminders.
    private async Task TakeUpAsync()
    {
        try
        {
            var campaigns = await grains.GetGrain<ICampaignListGrain>(ICampaignListGrain.Key).GetOpen();
            foreach (var campaign in campaigns) await TakeUpAsync(campaign.Id);
        }
        catch (Exception e)
        {
            LogNotTakenUp(e);
        }
    }

    private async Task TakeUpAsync(string id)
    {
        try
        {
            await grains.GetGrain<ICampaignGrain>(CampaignKey.Of(id)).GetStatus();
        }
        catch (Exception e)
        {
            LogNotTakenUp(e);
        }
    }
}
