using Push.Cli.CommandLine;
using Push.Grains.Notifications;

namespace Push.Cli.Campaigns;

/// <summary>Says in the user's terms what a cluster refuses.</summary>
internal static class Requests
{
    /// <summary>Runs calls to the cluster.</summary>
    /// <exception cref="CommandException">The cluster says that the request is wrong.</exception>
    public static async Task<T> CheckAsync<T>(Func<Task<T>> calls)
    {
        try
        {
            return await calls();
        }
        catch (PushRequestException e)
        {
            throw CommandException.BadInput(FieldOf(e.Fault), e.Message);
        }
    }

    private static string FieldOf(RequestFault fault) => fault switch
    {
        RequestFault.UnknownApp => "--app",
        RequestFault.UnknownCampaign or RequestFault.WrongState or RequestFault.DifferentSpec => "ID",
        RequestFault.InvalidNotification => "--payload",
        RequestFault.ImportIncomplete or RequestFault.DifferentImport or RequestFault.EmptyAudience => "--tokens",
        RequestFault.DecisionNeeded => "--retire|--forget",
        RequestFault.CursorTooOld => "--after",
        _ => "campaign",
    };
}
