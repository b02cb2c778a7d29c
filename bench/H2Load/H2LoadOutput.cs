using System.Globalization;
using System.Text.RegularExpressions;

namespace Push.Bench.H2Load;

/// <summary>What h2load says at its end.</summary>
/// <param name="Rate">Requests per second.</param>
/// <param name="Succeeded">Answers of status 2xx.</param>
/// <param name="MeanRequest">The mean time from a request's writing to its answer.</param>
sealed partial record H2LoadOutput(double Rate, int Succeeded, TimeSpan MeanRequest)
{
    public static H2LoadOutput Parse(string text)
    {
        var rate = RatePattern().Match(text);
        var succeeded = SucceededPattern().Match(text);
        var times = TimesPattern().Match(text);
        if (!rate.Success || !succeeded.Success || !times.Success)
            throw new BenchException($"h2load's output is not understood:{Environment.NewLine}{text}");
        return new H2LoadOutput(
            double.Parse(rate.Groups["rate"].ValueSpan, CultureInfo.InvariantCulture),
            int.Parse(succeeded.Groups["count"].ValueSpan, CultureInfo.InvariantCulture),
            Duration(times.Groups["mean"].Value));
    }

    private static TimeSpan Duration(string text)
    {
        var parts = DurationPattern().Match(text);
        var number = double.Parse(parts.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        return parts.Groups["unit"].ValueSpan switch
        {
            "us" => TimeSpan.FromMicroseconds(number),
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            _ => throw new BenchException($"h2load's time '{text}' is not understood."),
        };
    }

    [GeneratedRegex(@"finished in \S+, (?<rate>[\d.]+) req/s")]
    private static partial Regex RatePattern();

    [GeneratedRegex(@"status codes: (?<count>\d+) 2xx")]
    private static partial Regex SucceededPattern();

    [GeneratedRegex(@"time for request:\s+\S+\s+\S+\s+(?<mean>\S+)")]
    private static partial Regex TimesPattern();

    [GeneratedRegex(@"^(?<number>[\d.]+)(?<unit>us|ms|s)$")]
    private static partial Regex DurationPattern();
}
