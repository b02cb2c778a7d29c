using Push.Grains.Apps;
using Push.Grains.Audiences;
using Push.Grains.Notifications;

namespace Push.Grains.Campaigns;

/// <summary>What has to hold before a campaign is created or started; the preview asks the same, one after the other.</summary>
/// <remarks>Used by <see cref="CampaignGrain"/>; calls <see cref="IAudienceGrain"/>, <see cref="IAppGrain"/> and <see cref="TemplatePreview"/>.</remarks>
internal sealed class CampaignChecks(AppDirectory apps, TemplatePreview template, IGrainFactory grains, TimeProvider time)
{
    /// <exception cref="PushRequestException">Unknown app, a malformed name, or a content that Apple is certain to refuse.</exception>
    public void CheckSpec(CampaignSpec spec)
    {
        var app = apps.Get(spec.App);
        _ = AudienceKey.Of(spec.App, spec.List);
        app.Check(app.Complete(spec.Content));
    }

    /// <summary>The devices that a campaign is sent to if it is started at a time, in milliseconds since 1970.</summary>
    /// <exception cref="PushRequestException">There are none, or their import is incomplete.</exception>
    public async Task<AudienceCount> CountAsync(CampaignSpec spec, long before)
    {
        var audience = grains.GetGrain<IAudienceGrain>(AudienceKey.Of(spec.App, spec.List));
        var info = await audience.GetInfo();
        if (info.IsImporting)
            throw new PushRequestException(RequestFault.ImportIncomplete,
                "The audience's import is not complete: give the same list again, then start.");
        // A list changes by imports only, and those count; an app's devices come and go.
        var count = spec is { List: not null, Filter: null }
            ? new AudienceCount(info.Segments, info.Devices)
            : await audience.Count(before, spec.Filter);
        if (count.Devices == 0)
            throw new PushRequestException(RequestFault.EmptyAudience, spec.Filter is null
                ? "The audience has no devices."
                : "The filter means no device of the audience.");
        return count;
    }

    /// <summary>Whoever lets a campaign of the app go on decides first about the devices that are proposed to be retired.</summary>
    /// <exception cref="PushRequestException">Nobody has.</exception>
    public async Task CheckBrakeAsync(string app)
    {
        if (apps.Find(app) is null) return;
        var status = await grains.GetGrain<IAppGrain>(app).GetStatus();
        if (status.Proposals.Brake is { } brake) throw new PushRequestException(RequestFault.DecisionNeeded, brake.Message);
    }

    /// <exception cref="PushRequestException">Unknown app, or a malformed name.</exception>
    public async Task<CampaignPreview> PreviewAsync(CampaignSpec spec)
    {
        var app = apps.Get(spec.App);
        _ = AudienceKey.Of(spec.App, spec.List);
        var problems = new List<PreviewProblem>();
        var complete = spec with { Content = app.Complete(spec.Content) };
        var before = Now(time);
        AudienceCount? audience = null;
        await TryAsync(() =>
        {
            CheckSpec(spec);
            return Task.CompletedTask;
        });
        await TryAsync(async () => audience = await CountAsync(spec, before));
        await TryAsync(() => CheckBrakeAsync(spec.App));
        return new CampaignPreview(complete.Content, audience?.Devices ?? 0, [.. problems])
        {
            Filled = audience is not null && spec.Content.Template is { HasPlaceholders: true }
                ? await template.FillAsync(complete, audience.Segments, before)
                : null,
        };

        async Task TryAsync(Func<Task> check)
        {
            try
            {
                await check();
            }
            catch (PushRequestException e)
            {
                problems.Add(new PreviewProblem(e.Fault, e.Message));
            }
        }
    }

    /// <summary>Members are devices registered before this: those of this millisecond too.</summary>
    public static long Now(TimeProvider time) => time.GetUtcNow().ToUnixTimeMilliseconds() + 1;
}
