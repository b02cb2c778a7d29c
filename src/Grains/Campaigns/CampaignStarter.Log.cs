using Microsoft.Extensions.Logging;

namespace Push.Grains.Campaigns;

internal sealed partial class CampaignStarter
{
    [LoggerMessage(1, LogLevel.Information, "Campaigns under way are left to their reminders.")]
    private partial void LogNotTakenUp(Exception exception);
}
