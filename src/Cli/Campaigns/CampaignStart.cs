using Push.Cli.CommandLine;
using Push.Cli.Devices;
using Push.Cli.TokenFiles;
using Push.Grains.Campaigns;
using Push.Grains.Notifications;

namespace Push.Cli.Campaigns;

/// <summary>
/// Creates a campaign, imports its devices and starts it. A campaign of that id which is there already, with the same spec, goes on
/// from where it is; one that was made here and can't be started is deleted again.
/// </summary>
internal sealed class CampaignStart(CommandContext context, CampaignCluster cluster)
{
    /// <summary>Starts a campaign.</summary>
    /// <param name="spec">What it sends.</param>
    /// <param name="id">Its id, that of its list too if a file is given.</param>
    /// <param name="file">Its devices; null: they are in the cluster.</param>
    /// <returns>What became of the file; null without one, or when the campaign had been started before.</returns>
    public async Task<ImportResult?> RunAsync(CampaignSpec spec, string id, TokenFile? file)
    {
        var isNew = await cluster.Push.Campaigns.FindAsync(id) is null;
        var status = await cluster.Push.Campaigns.CreateAsync(spec, id);
        context.Terminal.Note(isNew ? $"campaign {id}" : $"campaign {id} is there already");
        if (status.State != CampaignState.Created) return null;
        try
        {
            var import = file is null ? null : await new TokenImport(context, cluster).RunAsync(id, spec, file);
            await cluster.Push.Campaigns.StartAsync(id);
            return import;
        }
        catch (PushRequestException e) when (e.Fault == RequestFault.DecisionNeeded && (file is not null || !isNew))
        {
            // Its devices are imported, and it can be started when somebody has decided.
            context.Terminal.Note($"not started; to go on:\n  {cluster.ResumeCommand(id)}{DecisionOptions.Hint}");
            throw;
        }
        catch (Exception e) when (isNew && (e is PushRequestException or CommandException { ExitCode: ExitCode.BadInput }))
        {
            await cluster.Push.Campaigns.DeleteAsync(id);
            context.Terminal.Note($"campaign {id} is deleted again");
            throw;
        }
    }
}
