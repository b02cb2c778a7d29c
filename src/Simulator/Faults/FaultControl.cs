namespace Push.Simulator.Faults;

/// <summary>Puts faults in force and ends them, while traffic runs.</summary>
public sealed class FaultControl
{
    private static readonly SimulatorFaults None = new();

    private readonly ShiftedClock _clock;
    private readonly Lock _gate = new();
    private readonly Queue<SimulatorFaults> _next = new();
    private ActiveFaults? _active;
    private ITimer? _timer;
    private TaskCompletionSource _changed = NewSignal();

    internal FaultControl(ShiftedClock clock) => _clock = clock;

    /// <summary>Told of every change, one at a time, when it is in force.</summary>
    internal event Action<SimulatorFaults>? Changed;

    /// <summary>The faults in force.</summary>
    public SimulatorFaults Current => Active?.Document ?? None;

    /// <summary>How often faults struck.</summary>
    public FaultCounts Counts => Counters.Read();

    /// <summary>The faults in force; null when nothing goes wrong, which is all that a request then has to know.</summary>
    internal ActiveFaults? Active => Volatile.Read(ref _active);

    internal FaultCounters Counters { get; } = new();

    /// <summary>Puts these faults in force instead of all others.</summary>
    /// <exception cref="InputException">Fields are wrong; it names all of them. What was in force stays.</exception>
    public void Set(SimulatorFaults faults) => Play(faults);

    /// <summary>Puts one set of faults in force after the other, each for its time; after the last one's time nothing goes wrong any more.</summary>
    /// <param name="steps">At most 1,000; all but the last need <see cref="SimulatorFaults.For"/>.</param>
    /// <exception cref="InputException">Fields are wrong; it names all of them. What was in force stays.</exception>
    public void Play(params IReadOnlyList<SimulatorFaults> steps)
    {
        InputProblems problems = new();
        Check(steps, problems);
        problems.ThrowIfAny();
        lock (_gate)
        {
            _next.Clear();
            foreach (SimulatorFaults step in steps)
                _next.Enqueue(step);
            Advance();
        }
    }

    /// <summary>Ends all faults.</summary>
    public void Clear() => Play(None);

    /// <summary>Completes when a condition on the faults in force holds.</summary>
    internal async Task WhenAsync(Predicate<SimulatorFaults> holds, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed = Volatile.Read(ref _changed).Task;
            if (holds(Current))
                return;
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>No further step begins.</summary>
    internal void End()
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }

    /// <summary>Where a set of faults stands in its document; one that is alone is the document.</summary>
    internal static string Path(int step, int steps) => steps == 1 ? "" : $"[{step}]";

    internal static void Check(IReadOnlyList<SimulatorFaults> steps, InputProblems problems)
    {
        problems.Unless(steps.Count is >= 1 and <= 1000, "steps", "are 1 to 1,000");
        for (int i = 0; i < steps.Count; i++)
        {
            string prefix = Path(i, steps.Count) is { Length: > 0 } path ? path + "." : "";
            steps[i].Check(prefix, problems);
            problems.Unless(i == steps.Count - 1 || steps[i].For is not null, prefix + "for", "is needed in all steps but the last");
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Goes to the next step, or to none when there is no more. Under the lock.</summary>
    private void Advance()
    {
        SimulatorFaults faults = _next.TryDequeue(out SimulatorFaults? next) ? next : None;
        _clock.Offset = faults.ClockOffset;
        Volatile.Write(ref _active, faults == None ? null : new ActiveFaults(faults, Counters));
        Interlocked.Exchange(ref _changed, NewSignal()).SetResult();
        _timer?.Dispose();
        _timer = faults.For is { } time ? Schedule(time) : null;
        Changed?.Invoke(faults);
    }

    private ITimer Schedule(TimeSpan time)
    {
        ITimer? own = null;
        own = _clock.CreateTimer(_ => OnElapsed(own), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        own.Change(time, Timeout.InfiniteTimeSpan);
        return own;
    }

    /// <summary>A timer that was replaced just before it fired has nothing to say.</summary>
    private void OnElapsed(ITimer? timer)
    {
        lock (_gate)
        {
            if (timer == _timer)
                Advance();
        }
    }
}
