namespace Push.Grains.Campaigns;

/// <summary>
/// One campaign: the same notification to every device of an audience. Key: <see cref="CampaignKey"/>. Nothing that
/// was acknowledged is lost when a silo dies, and every call may be repeated.
/// </summary>
/// <remarks>Called by clients. Senders talk to the same grain through <see cref="Senders.ILeaseDesk"/>.</remarks>
[GrainInterfaceType("push.campaign"), Alias("push.campaign")]
public interface ICampaignGrain : IGrainWithStringKey
{
    /// <summary>Stores the campaign without starting it. Repeating the call with the same spec changes nothing.</summary>
    /// <exception cref="Notifications.PushRequestException">
    /// Unknown app, invalid notification, or another spec under the same id.
    /// </exception>
    [Alias("Create")]
    Task<CampaignStatus> Create(CampaignSpec spec);

    /// <summary>Counts the audience and begins to send.</summary>
    /// <exception cref="Notifications.PushRequestException">
    /// No such campaign, the audience is empty or its import is incomplete, the campaign was cancelled, or the app's brake
    /// on retirements is on.
    /// </exception>
    [Alias("Start"), ResponseTimeout("00:05:00")]
    Task<CampaignStatus> Start();

    /// <summary>Stops leasing at once, and writing within a second. Answers to what was written still count.</summary>
    /// <exception cref="Notifications.PushRequestException">No such campaign, or it has ended.</exception>
    [Alias("Pause")]
    Task<CampaignStatus> Pause();

    /// <summary>Goes on after a pause, and clears the problem that may have caused it.</summary>
    /// <exception cref="Notifications.PushRequestException">
    /// No such campaign, it has ended, or the app's brake on retirements is on (<see cref="Apps.IAppGrain.Decide"/>).
    /// </exception>
    [Alias("Resume")]
    Task<CampaignStatus> Resume();

    /// <summary>Ends the campaign: writing stops within a second, and what was certainly not sent ends as skipped.</summary>
    /// <exception cref="Notifications.PushRequestException">No such campaign, or it has finished.</exception>
    [Alias("Cancel")]
    Task<CampaignStatus> Cancel();

    /// <summary>State and counts at this moment, or null when there is no such campaign. Never waits for the store.</summary>
    [Alias("GetStatus")]
    Task<CampaignStatus?> GetStatus();

    /// <summary>
    /// Some of the devices that ended otherwise than accepted. To be called again and again; best through
    /// <see cref="CampaignFailures.ReadFailuresAsync"/>.
    /// </summary>
    /// <param name="from">0, then what the last page says.</param>
    /// <exception cref="Notifications.PushRequestException">No such campaign.</exception>
    [Alias("GetFailures")]
    Task<FailurePage> GetFailures(int from);

    /// <summary>What a campaign with this spec would send if it were started now. Any id will do: that another campaign has it is one of the problems. Nothing is stored.</summary>
    /// <exception cref="Notifications.PushRequestException">Unknown app, or a malformed name.</exception>
    [Alias("Preview"), ResponseTimeout("00:05:00")]
    Task<CampaignPreview> Preview(CampaignSpec spec);

    /// <summary>
    /// Removes a campaign that has ended or was never started, with everything that is stored of it. Its audience stays.
    /// Broken off, it is to be repeated.
    /// </summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="Notifications.PushRequestException">It is under way: it has to be cancelled first.</exception>
    [Alias("Delete"), ResponseTimeout("00:05:00")]
    Task<bool> Delete();
}
