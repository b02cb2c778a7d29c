namespace Push.Simulator.Faults;

/// <summary>
/// What goes wrong at a simulator while traffic runs. One set of faults is in force at a time; a new one replaces it and begins to
/// count anew. What is left out is as it should be.
/// </summary>
public sealed record SimulatorFaults
{
    /// <summary>Decides everything that happens by chance; 0 by default. The same seed and order of requests repeat a run.</summary>
    public long Seed { get; init; }

    /// <summary>How long these faults are in force, up to a day; null until others are set.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>Refusals of requests that are right. The first that hits is the answer. At most 100.</summary>
    public IReadOnlyList<RejectionFault> Rejections { get; init; } = [];

    /// <summary>The time to each answer, instead of <see cref="SimulatorOptions.Latency"/>.</summary>
    public LatencyDistribution? Latency { get; init; }

    /// <summary>Connections that end with GOAWAY.</summary>
    public GoAwayFault? GoAway { get; init; }

    /// <summary>Requests answered with RST_STREAM.</summary>
    public ResetFault? Reset { get; init; }

    /// <summary>Requests that get no answer.</summary>
    public StallFault? Stall { get; init; }

    /// <summary>Connections that break.</summary>
    public CutFault? Cut { get; init; }

    /// <summary>Streams that a connection may have open, 0 to 100,000, told to open connections by SETTINGS; null for the configured number.</summary>
    public int? Streams { get; init; }

    /// <summary>Nothing is read from any connection, so requests and PINGs wait.</summary>
    public bool StopReading { get; init; }

    /// <summary>What becomes of new connections.</summary>
    public NewConnections NewConnections { get; init; }

    /// <summary>How far the simulator's clock goes ahead (or, negative, behind), at most a day; it judges provider tokens.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>Checks every field.</summary>
    /// <exception cref="InputException">Fields are wrong; it names all of them with their rules.</exception>
    public void Validate()
    {
        InputProblems problems = new();
        Check("", problems);
        problems.ThrowIfAny();
    }

    internal void Check(string prefix, InputProblems problems)
    {
        TimeSpan day = TimeSpan.FromDays(1);
        problems.Unless(For is null || (For > TimeSpan.Zero && For <= day), prefix + "for", "is above 0 and at most 86,400 seconds");
        problems.Unless(Rejections is not null, prefix + "rejections", "is a list");
        problems.Unless(Rejections?.Count is null or <= 100, prefix + "rejections", "are at most 100");
        for (int i = 0; i < Rejections?.Count; i++)
        {
            if (Rejections[i] is { } rejection)
                rejection.Check($"{prefix}rejections[{i}]", problems);
            else
                problems.Add($"{prefix}rejections[{i}]", "is not null");
        }

        Latency?.Check(prefix + "latency", problems);
        GoAway?.Check(prefix + "goAway", problems);
        Reset?.Check(prefix + "reset", problems);
        Stall?.Check(prefix + "stall", problems);
        Cut?.Check(prefix + "cut", problems);
        problems.Unless(Streams is null or (>= 0 and <= 100_000), prefix + "streams", "is 0 to 100,000");
        problems.Unless(ClockOffset.Duration() <= day, prefix + "clockOffset", "is at most 86,400 seconds ahead or behind");
    }
}
