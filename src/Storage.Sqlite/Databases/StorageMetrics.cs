using System.Diagnostics.Metrics;

namespace Push.Storage.Sqlite.Databases;

/// <summary>The measurements of this library, on the meter <c>Push.Storage.Sqlite</c>.</summary>
internal static class StorageMetrics
{
    private static readonly Meter Meter = new("Push.Storage.Sqlite");

    private static readonly Histogram<int> Operations = Meter.CreateHistogram<int>("push.storage.sqlite.commit.operations",
        "{operation}", "Operations that shared one commit; the number of measurements is the number of commits.");

    public static void Committed(int operations) => Operations.Record(operations);
}
