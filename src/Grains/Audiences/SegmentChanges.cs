using Push.Grains.Apps;
using Push.Grains.Devices;

namespace Push.Grains.Audiences;

/// <summary>What registering, unregistering and Apple's judgements make of a device's row.</summary>
internal static class SegmentChanges
{
    public static (DeviceRow Row, RegisterResult Result) Register(DeviceRow? known, Registration registration, long now)
    {
        var before = known is { IsRemoved: false } row ? row : (DeviceRow?)null;
        var fresh = new DeviceRow
        {
            Token = registration.Token,
            AddedAt = before is { IsActive: true } ? before.Value.AddedAt : now,
            RegisteredAt = now,
            Attributes = registration.Attributes?.Bytes ?? before?.Attributes ?? default,
        };
        if (before is null) return (fresh, RegisterResult.Added);
        return (fresh, before.Value.IsActive ? RegisterResult.Renewed
            : before.Value.IsNote ? RegisterResult.Added : RegisterResult.Revived);
    }

    /// <summary>
    /// The row after an import that has the device, and whether it joined by it. A retired device comes back only if the import
    /// says that it registered later: giving an old list again revives nobody.
    /// </summary>
    public static (DeviceRow Row, bool Joined) Import(DeviceRow known, in DeviceRow import)
    {
        var isRetired = known.Retired != RetirementReason.None;
        if (isRetired && import.RegisteredAt <= known.EndedAt) return (known, false);
        if (known.IsRemoved) return (import, true);
        return (new DeviceRow
        {
            Token = known.Token,
            AddedAt = known.IsActive ? known.AddedAt : import.AddedAt,
            RegisteredAt = Math.Max(known.RegisteredAt, import.RegisteredAt),
            Attributes = import.Attributes.IsEmpty ? known.Attributes : import.Attributes,
            ProposedAt = import.RegisteredAt > known.ProposedAt ? 0 : known.ProposedAt,
        }, !known.IsActive);
    }

    /// <summary>
    /// The row after unregistering; null when there is nothing to unregister. What the app stored with the device goes. That it is
    /// retired stays, and since when: lists are still not sent to it, and campaigns that began in between don't count it as one that left.
    /// </summary>
    public static DeviceRow? Remove(DeviceRow? known, long now)
    {
        if (known is not { IsRemoved: false, IsNote: false } row) return null;
        return new DeviceRow
        {
            Token = row.Token,
            AddedAt = row.AddedAt,
            RegisteredAt = row.RegisteredAt,
            Retired = row.Retired,
            EndedAt = row.Retired == RetirementReason.None ? now : row.EndedAt,
            IsRemoved = true,
        };
    }

    /// <summary>
    /// The row after a judgement; null when it stays as it is. A device that isn't a member, or isn't one any more (it was sent to
    /// from a list), gets a note, so that retiring once is enough for every list.
    /// </summary>
    public static (DeviceRow? Changed, DeviceEffect Effect) Judge(DeviceRow? known, in Judgement judgement, long stamp, long now)
    {
        if (known is { Retired: not RetirementReason.None }) return (null, DeviceEffect.Retired);
        var before = known is { IsRemoved: false } row
            ? row
            : new DeviceRow { Token = judgement.Token, AddedAt = now, RegisteredAt = known?.RegisteredAt ?? 0, IsNote = true };
        var registeredAt = Math.Max(before.RegisteredAt, judgement.RegisteredAt);
        var effect = RetirementRule.Decide(judgement.Reason, judgement.GoneSince, registeredAt);
        if (effect == DeviceEffect.None) return (null, effect);
        return (before with
        {
            RegisteredAt = registeredAt,
            Retired = effect == DeviceEffect.Retired ? judgement.Reason : RetirementReason.None,
            EndedAt = effect == DeviceEffect.Retired ? now : before.EndedAt,
            ProposedAt = effect == DeviceEffect.Proposed ? stamp : 0,
        }, effect);
    }

    /// <summary>The row after a decision about its proposal; null when it has none of those meant.</summary>
    public static DeviceRow? Settle(DeviceRow row, Settlement settlement, long now)
    {
        if (row.ProposedAt == 0 || (!settlement.Stamps.IsEmpty && !settlement.Stamps.Contains(row.ProposedAt))) return null;
        var isRetired = settlement.Decision == ProposalDecision.Retire;
        return row with
        {
            Retired = isRetired ? RetirementReason.BadDeviceToken : RetirementReason.None,
            EndedAt = isRetired ? now : row.EndedAt,
            ProposedAt = 0,
        };
    }

    public static DeviceRecord? Describe(DeviceRow? row) => row is not { IsRemoved: false } known || (known.IsNote
        && known.Retired == RetirementReason.None && known.ProposedAt == 0)
        ? null
        : new DeviceRecord(known.Token, known.RegistrationTime, DeviceAttributes.Trusted(known.Attributes))
        {
            Retired = known.Retired,
            RetiredAt = known.Retired == RetirementReason.None ? null : DateTimeOffset.FromUnixTimeMilliseconds(known.EndedAt),
            IsProposed = known.ProposedAt > 0,
        };
}
