using Push.Cli.CommandLine;
using Push.Grains.Notifications;

namespace Push.Cli.Campaigns;

/// <summary>Says in the user's terms what a cluster refuses.</summary>
internal static class Requests
{
    /// <summary>Runs calls to the cluster.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="whenAway">What follows when the silo went away meanwhile.</param>
    /// <param name="field">What a fault is about, where the command knows better.</param>
    /// <exception cref="CommandException">The cluster says that the request is wrong (2), or the silo gives no answer (3).</exception>
    public static async Task<T> CheckAsync<T>(
        Func<Task<T>> calls, string whenAway = "what was asked may have been done all the same",
        Func<RequestFault, string?>? field = null)
    {
        try
        {
            return await calls();
        }
        catch (PushRequestException e)
        {
            throw CommandException.BadInput(field?.Invoke(e.Fault) ?? FieldOf(e.Fault), e.Message);
        }
        catch (Exception e) when (SiloAbsence.IsBehind(e))
        {
            throw Away(whenAway);
        }
    }

    /// <summary>Notes what a rule that the cluster has, too, says of an option, before anything is connected.</summary>
    public static void Check(Problems problems, string field, Action rule)
    {
        try
        {
            rule();
        }
        catch (PushRequestException e)
        {
            problems.Add(field, e.Message);
        }
    }

    /// <summary>Says that what is malformed is a certain option.</summary>
    public static Func<RequestFault, string?> Malformed(string field) => fault => fault == RequestFault.Malformed ? field : null;

    /// <summary>The silo gives no answer.</summary>
    /// <param name="consequence">What follows from that.</param>
    public static CommandException Away(string consequence) =>
        new(ExitCode.Unreachable, "--cluster", $"the silo went away, or gives no answer; {consequence}");

    private static string FieldOf(RequestFault fault) => fault switch
    {
        RequestFault.UnknownApp => "--app",
        RequestFault.UnknownCampaign or RequestFault.WrongState or RequestFault.DifferentSpec or RequestFault.Malformed => "ID",
        RequestFault.InvalidNotification => "--payload",
        RequestFault.ImportIncomplete or RequestFault.DifferentImport or RequestFault.EmptyAudience => "--tokens",
        RequestFault.DecisionNeeded => "--retire|--forget",
        RequestFault.CursorTooOld => "--after",
        _ => "request",
    };
}
