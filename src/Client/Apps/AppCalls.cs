using Push.Grains.Apps;
using Push.Grains.Notifications;

namespace Push.Client.Apps;

/// <summary>Calls about an app as a whole.</summary>
public sealed class AppCalls
{
    private readonly IGrainFactory _grains;

    internal AppCalls(IGrainFactory grains) => _grains = grains;

    /// <summary>The devices that are proposed to be retired, and the brake on retiring them.</summary>
    /// <exception cref="PushRequestException">Unknown app.</exception>
    public Task<AppStatus> GetAsync(string app) => App(app).GetStatus();

    /// <summary>
    /// Takes the brake off and says what becomes of the devices that are proposed to be retired. Campaigns that it stopped
    /// are to be resumed afterwards.
    /// </summary>
    /// <exception cref="PushRequestException">Unknown app.</exception>
    public Task<AppStatus> DecideAsync(string app, ProposalDecision decision) => App(app).Decide(decision);

    private IAppGrain App(string app) => _grains.GetGrain<IAppGrain>(AppKey.Of(app));
}
