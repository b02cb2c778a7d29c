using System.Globalization;
using Push.Bench.Measuring;
using Push.Bench.Reporting;

namespace Push.Bench.Campaign;

/// <summary>Turns what the silos used into rows.</summary>
sealed class CampaignReport(Report report)
{
    private const string Rate = "notifications/s";

    private static Target BesideBareWire { get; } = Target.AtLeast(0.7);

    private static Target ProcessorBesideBareWire { get; } = Target.AtMost(2);

    private static Target ImportBesideSending { get; } = Target.AtLeast(1);

    /// <summary>Megabytes above the peak of the smaller audience.</summary>
    private static Target MoreMemory { get; } = Target.AtMost(100);

    public void Add(IReadOnlyList<Sample> bare, SiloSamples few, SiloSamples many)
    {
        report.Note("Importing and sending are processes of their own, so devices are read from SQLite; each does it for "
            + "20,000 others first. CPU is that of the whole silo. A second campaign in the same process shows what is left "
            + "when the JIT has done its work, as it has for the bare wire, which runs with the same runtime settings.");
        var rate = Spread.Of(bare.Select(sample => sample.Rate));
        var cost = Spread.Of(bare.Select(sample => sample.ClientMicroseconds));
        report.Add("campaign/figures/bare wire/rate", rate.Median, "/s");
        report.Add("campaign/figures/bare wire/rate spread", rate.Percent, "%");
        report.Add("campaign/figures/bare wire/CPU", cost.Median, "µs");
        foreach (var silo in new[] { few, many })
        {
            AddFigures("first sending to", silo.First);
            AddFigures("sending to", silo.Send);
            AddFigures("importing", silo.Import);
        }

        foreach (var (what, sample) in new[] { ("first sending", many.First), ("sending", many.Send) })
        {
            report.Compare(
                $"campaign/{what}/rate beside peer", sample.Rate, Rate, "bare wire", rate.Median, BesideBareWire);
            report.Compare(
                $"campaign/{what}/silo CPU beside peer",
                sample.Microseconds,
                "µs",
                "bare wire",
                cost.Median,
                ProcessorBesideBareWire);
        }

        report.Compare(
            "campaign/importing/rate beside peer",
            many.Import.Rate,
            "devices/s",
            "sending",
            many.Send.Rate,
            ImportBesideSending);
        AddMemory("sending", few.Send, many.Send);
        AddMemory("importing", few.Import, many.Import);
    }

    private void AddFigures(string what, SiloSample sample)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"campaign/figures/{what} {sample.Devices:N0} devices");
        report.Add($"{name}/rate", sample.Rate, "/s");
        report.Add($"{name}/CPU", sample.Microseconds, "µs");
        report.Add($"{name}/peak memory", sample.PeakMegabytes, "MB");
    }

    private void AddMemory(string what, SiloSample few, SiloSample many) =>
        report.Add(
            string.Create(
                CultureInfo.InvariantCulture, $"campaign/{what}/peak memory above that of {few.Devices:N0} devices"),
            many.PeakMegabytes - few.PeakMegabytes,
            "MB",
            MoreMemory);
}
