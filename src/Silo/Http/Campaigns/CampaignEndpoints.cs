using Microsoft.AspNetCore.Http.HttpResults;
using Push.Grains.Campaigns;
using Push.Grains.Notifications;

namespace Push.Silo.Http.Campaigns;

/// <summary>Campaigns: created, watched by asking again, and steered.</summary>
internal static class CampaignEndpoints
{
    public static void MapCampaigns(this IEndpointRouteBuilder routes)
    {
        var campaigns = routes.MapGroup("/campaigns");
        campaigns.MapPost("", CreateAsync);
        campaigns.MapGet("", ListAsync);
        campaigns.MapPost("preview", PreviewAsync);
        campaigns.MapGet("{id}", FindAsync);
        campaigns.MapDelete("{id}", DeleteAsync);
        campaigns.MapGet("{id}/failures", FailuresEndpoint.WriteAsync);
        campaigns.MapPost("{id}/start", (string id, IGrainFactory grains) => Steer(grains, id, campaign => campaign.Start()));
        campaigns.MapPost("{id}/pause", (string id, IGrainFactory grains) => Steer(grains, id, campaign => campaign.Pause()));
        campaigns.MapPost("{id}/resume", (string id, IGrainFactory grains) => Steer(grains, id, campaign => campaign.Resume()));
        campaigns.MapPost("{id}/cancel", (string id, IGrainFactory grains) => Steer(grains, id, campaign => campaign.Cancel()));
    }

    private static async Task<Created<CampaignReply>> CreateAsync(CampaignRequest request, IGrainFactory grains)
    {
        var id = request.Id ?? CampaignKey.NewId();
        var campaign = Campaign(grains, id);
        var spec = request.ToSpec();
        var isNew = request.Id is null || await campaign.GetStatus() is null;
        var status = await campaign.Create(spec);
        if (request.Start) status = await StartAsync(campaign, isNew);
        return TypedResults.Created($"/campaigns/{id}", CampaignReply.Of(status));
    }

    // Refused, a request leaves nothing behind.
    private static async Task<CampaignStatus> StartAsync(ICampaignGrain campaign, bool isNew)
    {
        try
        {
            return await campaign.Start();
        }
        catch (PushRequestException) when (isNew)
        {
            await campaign.Delete();
            throw;
        }
    }

    private static async Task<Ok<CampaignPreviewReply>> PreviewAsync(CampaignRequest request, IGrainFactory grains) =>
        TypedResults.Ok(CampaignPreviewReply.Of(await Campaign(grains, request.Id ?? CampaignKey.NewId()).Preview(request.ToSpec())));

    private static async Task<NoContent> DeleteAsync(string id, IGrainFactory grains) => await Campaign(grains, id).Delete()
        ? TypedResults.NoContent()
        : throw new PushRequestException(RequestFault.UnknownCampaign, $"There is no campaign {id}.");

    private static async Task<Ok<CampaignReply[]>> ListAsync(IGrainFactory grains, int limit = 100, string? before = null)
    {
        var entries = await grains.GetGrain<ICampaignListGrain>(ICampaignListGrain.Key).GetPage(limit, before);
        var statuses = await Task.WhenAll(entries.Select(entry => Campaign(grains, entry.Id).GetStatus()));
        return TypedResults.Ok(statuses.OfType<CampaignStatus>().Select(CampaignReply.Of).ToArray());
    }

    private static Task<Ok<CampaignReply>> FindAsync(string id, IGrainFactory grains) =>
        Steer(grains, id, async campaign => await campaign.GetStatus() ??
            throw new PushRequestException(RequestFault.UnknownCampaign, $"There is no campaign {id}."));

    private static async Task<Ok<CampaignReply>> Steer(IGrainFactory grains, string id,
        Func<ICampaignGrain, Task<CampaignStatus>> call) =>
        TypedResults.Ok(CampaignReply.Of(await call(Campaign(grains, id))));

    private static ICampaignGrain Campaign(IGrainFactory grains, string id) =>
        grains.GetGrain<ICampaignGrain>(CampaignKey.Of(id));
}
