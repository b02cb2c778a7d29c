using Push.Apns;
using Push.Grains.Audiences;

namespace Push.Grains.Users;

/// <summary>Tells the users of imported devices, before these are stored.</summary>
internal static class UserLists
{
    private const int Parallelism = 16;

    /// <summary>Adds devices to the lists of users whose they aren't yet.</summary>
    /// <param name="grains">The cluster.</param>
    /// <param name="app">The app.</param>
    /// <param name="table">The rows as they are.</param>
    /// <param name="import">The rows that come.</param>
    public static async Task JoinAsync(IGrainFactory grains, string app, SegmentTable table, DeviceRows import)
    {
        var joining = FindJoining(table, import);
        if (joining.Count == 0) return;
        await Parallel.ForEachAsync(
            joining,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, TaskScheduler = TaskScheduler.Current },
            async (device, _) => await grains.GetGrain<IUserGrain>(UserKey.Of(app, device.User)).Add(device.Token));
    }

    private static List<(string User, DeviceToken Token)> FindJoining(SegmentTable table, DeviceRows import)
    {
        var joining = new List<(string User, DeviceToken Token)>();
        Dictionary<DeviceToken, DeviceRow>? known = null;
        foreach (var row in import)
        {
            if (UserOf(row) is not { } user) continue;
            known ??= table.All().ToDictionary(there => there.Token);
            if (!known.TryGetValue(row.Token, out var before) || !before.IsActive || UserOf(before) != user)
                joining.Add((user, row.Token));
        }
        return joining;
    }

    private static string? UserOf(in DeviceRow row) => DeviceAttributes.Trusted(row.Attributes).UserId;
}
