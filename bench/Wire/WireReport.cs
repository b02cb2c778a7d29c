using System.Globalization;
using Push.Bench.Measuring;
using Push.Bench.Reporting;

namespace Push.Bench.Wire;

/// <summary>Turns the samples of one sink into rows.</summary>
sealed class WireReport(Report report, string sink)
{
    private const string Rate = "notifications/s";
    private const string Microseconds = "µs";

    /// <summary>What stands for itself: rate and spread, processor times, allocation.</summary>
    public void AddFigures(IContender contender, IReadOnlyList<Sample> samples)
    {
        var rate = Spread.Of(samples.Select(sample => sample.Rate));
        report.Add(Name(contender, "rate"), rate.Median, Rate);
        report.Add(Name(contender, "rate spread"), rate.Percent, "%");
        report.Add(
            Name(contender, "client CPU"), Median(samples, sample => sample.ClientMicroseconds), Microseconds);
        report.Add(Name(contender, "sink CPU"), Median(samples, sample => sample.SinkMicroseconds), Microseconds);
        report.Add(Name(contender, "sink busy"), SinkCores(samples) * 100, "% of a core");
        if (samples[0].AllocatedBytes is not null)
            report.Add(Name(contender, "allocated"), Allocated(samples), "bytes");
    }

    public void AddWireBytes(IContender contender, double bytes) =>
        report.Add(Name(contender, "on the wire"), bytes, "bytes");

    /// <summary>Our client with <c>authorization</c> never indexed, against its targets.</summary>
    public void Judge(
        Rival rival, IReadOnlyList<Sample> ours, IReadOnlyList<Sample> peers, IReadOnlyList<Sample> h2Load)
    {
        report.Compare(
            Name(rival.Ours, "client CPU beside peer"),
            Median(ours, sample => sample.ClientMicroseconds),
            Microseconds,
            rival.Peer.Name,
            Median(peers, sample => sample.ClientMicroseconds),
            WireTargets.Processor);
        CompareRate(rival.Ours, ours, rival.Peer.Name, peers, WireTargets.ThroughputBesideHttpHandler);
        CompareRate(rival.Ours, ours, "h2load", h2Load, WireTargets.ThroughputBesideH2Load);
        report.Add(
            Name(rival.Ours, "allocated per send"), Allocated(ours), "bytes", WireTargets.Allocation(rival.Kind));
    }

    /// <summary>One send at a time, against its target.</summary>
    public void JudgeTimes(Rival rival, IReadOnlyList<Sample> ours, IReadOnlyList<Sample> peers) =>
        report.Compare(
            Name(rival.Ours, "p50"),
            Median(ours, sample => sample.MedianMicroseconds ?? 0),
            Microseconds,
            rival.Peer.Name,
            Median(peers, sample => sample.MedianMicroseconds ?? 0),
            WireTargets.OneAtATime);

    private void CompareRate(
        IContender contender, IReadOnlyList<Sample> ours, string peer, IReadOnlyList<Sample> peers, Target target)
    {
        var name = Name(contender, "rate beside peer");
        var value = Median(ours, sample => sample.Rate);
        var peerValue = Median(peers, sample => sample.Rate);
        var busy = SinkCores(ours);
        if (busy <= WireTargets.SinkBound)
        {
            report.Compare(name, value, Rate, peer, peerValue, target);
            return;
        }

        var why = string.Create(CultureInfo.InvariantCulture, $"the sink used {busy * 100:0} % of a core");
        report.CompareWithoutTarget(name, value, Rate, peer, peerValue, why);
    }

    private string Name(IContender contender, string metric) => $"wire/{sink}/{contender.Name}/{metric}";

    private static double SinkCores(IReadOnlyList<Sample> samples) => Median(samples, sample => sample.SinkCores);

    private static double Allocated(IReadOnlyList<Sample> samples) =>
        Median(samples, sample => (double)(sample.AllocatedBytes ?? 0) / sample.Count);

    private static double Median(IReadOnlyList<Sample> samples, Func<Sample, double> figure) =>
        Spread.Of(samples.Select(figure)).Median;
}
