using Push.Grains.Audiences;
using Push.Grains.Devices;

namespace Push.Grains.Feeds;

/// <summary>What changes of a device's row are told of, and how.</summary>
internal static class DeviceEvents
{
    /// <summary>A registration; nothing for the renewal of one that is in force: apps register at every start.</summary>
    public static PushEvent[] Of(RegisterResult result, in DeviceRow row) => result == RegisterResult.Renewed
        ? []
        : [PushEvent.OfDevice(PushEventKind.Registered, row.Token, row.RegisteredAt, row.RegisteredAt)];

    public static PushEvent[] OfRemoval(in DeviceRow removed) =>
        [PushEvent.OfDevice(PushEventKind.Unregistered, removed.Token, removed.EndedAt, removed.EndedAt)];

    /// <summary>A judgement that changed a row; null when the change isn't news.</summary>
    public static PushEvent? Of(DeviceRow? known, in DeviceRow changed, in Judgement judgement, string? campaign)
    {
        if (changed.Retired != RetirementReason.None)
        {
            return PushEvent.OfDevice(PushEventKind.Retired, changed.Token, changed.EndedAt, judgement.GoneSince) with
            {
                Campaign = campaign,
                Reason = changed.Retired,
                GoneSince = DateTimeOffset.FromUnixTimeMilliseconds(judgement.GoneSince),
            };
        }
        return known is { ProposedAt: > 0 } ? null
            : PushEvent.OfDevice(PushEventKind.Proposed, changed.Token, changed.ProposedAt, changed.ProposedAt) with
            {
                Campaign = campaign,
                Reason = judgement.Reason,
            };
    }

    /// <summary>A decision about a proposal; null unless the device is retired by it.</summary>
    public static PushEvent? Of(in DeviceRow proposed, in DeviceRow settled) => settled.Retired == RetirementReason.None ? null
        : PushEvent.OfDevice(PushEventKind.Retired, settled.Token, settled.EndedAt, proposed.ProposedAt) with
        {
            Reason = settled.Retired,
        };
}
