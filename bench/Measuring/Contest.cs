using Push.Bench.Processes;

namespace Push.Bench.Measuring;

/// <summary>Warms up every contender, then lets them run their rounds in turn against their sinks.</summary>
sealed class Contest(Schedule schedule, Action<string> progress)
{
    public async Task<IReadOnlyDictionary<IContender, IReadOnlyList<Sample>>> RunAsync(
        IReadOnlyList<IContender> contenders, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<IContender, int>();
        foreach (var contender in contenders)
            counts[contender] = await WarmUpAsync(contender, cancellationToken);

        var samples = contenders.ToDictionary(contender => contender, _ => new List<Sample>());
        for (var round = 1; round <= schedule.Rounds; round++)
        {
            foreach (var contender in contenders)
            {
                progress($"{contender.Sink.Kind.Name}, round {round} of {schedule.Rounds}: {contender.Name}");
                samples[contender].Add(await MeasureAsync(contender, counts[contender], cancellationToken));
            }
        }

        return samples.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<Sample>)pair.Value);
    }

    /// <summary>The count that fills a round, once two rounds agree or the patience ends.</summary>
    private async Task<int> WarmUpAsync(IContender contender, CancellationToken cancellationToken)
    {
        var count = contender.FirstCount;
        double? before = null;
        for (var round = 1; round <= schedule.MaxWarmUps; round++)
        {
            progress($"{contender.Sink.Kind.Name}, warm-up {round}: {contender.Name}");
            var rate = (await MeasureAsync(contender, count, cancellationToken)).Rate;
            count = Math.Max(contender.FirstCount, (int)(rate * schedule.RoundSeconds));
            if (before is { } last && Math.Abs(rate - last) < Schedule.WarmDifference * last)
                break;
            // The first round is shorter than the others and holds the start: nothing is compared with it.
            before = round == 1 ? null : rate;
        }

        return count;
    }

    private static async Task<Sample> MeasureAsync(IContender contender, int count, CancellationToken cancellationToken)
    {
        var before = ProcessorTime.Of(contender.Sink.ProcessId);
        var sample = await contender.RunAsync(count, cancellationToken);
        return sample with { SinkSeconds = (ProcessorTime.Of(contender.Sink.ProcessId) - before).TotalSeconds };
    }
}
