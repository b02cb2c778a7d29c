namespace Push.Grains.Apps;

/// <summary>
/// What the cluster knows of one app: the proposals to retire devices, and the brake on them. Key: the app's name.
/// </summary>
/// <remarks>Called by clients, and by campaigns before they begin. Silos report to it through <see cref="IAppDesk"/>.</remarks>
[GrainInterfaceType("push.app"), Alias("push.app")]
public interface IAppGrain : IGrainWithStringKey
{
    /// <summary>The app at this moment. Never waits for the store.</summary>
    /// <exception cref="Notifications.PushRequestException">No app of that name is configured.</exception>
    [Alias("GetStatus")]
    Task<AppStatus> GetStatus();

    /// <summary>
    /// Says what becomes of the devices that are proposed to be retired while the brake is on, and takes it off. The
    /// decision holds for what is proposed later too, until the share of bad tokens has fallen under the limit. As long as
    /// it holds, another one takes its place, also for what was not written into the devices' rows yet. Does nothing
    /// when there is nothing to decide.
    /// </summary>
    /// <exception cref="Notifications.PushRequestException">No app of that name is configured.</exception>
    [Alias("Decide")]
    Task<AppStatus> Decide(ProposalDecision decision);
}

/// <summary>What becomes of devices that are proposed to be retired.</summary>
public enum ProposalDecision : byte
{
    /// <summary>They are retired: the tokens really are of no use.</summary>
    Retire,

    /// <summary>The proposals are dropped and the devices stay: something else was wrong.</summary>
    Forget,
}
