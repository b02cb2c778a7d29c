using Spectre.Console;

namespace Push.Cli.Output;

/// <summary>
/// Shows work in progress on standard error: a moving bar when somebody watches, a line now and then when nobody does.
/// </summary>
internal sealed class ProgressView(Terminal terminal, TimeProvider time)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    /// <summary>Runs <paramref name="work"/> and shows what <paramref name="look"/> says of it until it ends.</summary>
    /// <param name="name">What is being done: <c>importing</c>.</param>
    /// <param name="look">How far it is, null while nobody knows; called often, from another thread.</param>
    /// <param name="work">The work.</param>
    public Task<T> RunAsync<T>(string name, Func<ProgressLine?> look, Func<Task<T>> work) =>
        terminal.Watched ? WithBarAsync(name, look, work) : WithLinesAsync(name, look, work);

    private Task<T> WithBarAsync<T>(string name, Func<ProgressLine?> look, Func<Task<T>> work)
    {
        var progress = terminal.Notes.Progress().AutoClear(false).HideCompleted(false).Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new ProgressBarColumn(),
            new PercentageColumn(),
            new RemainingTimeColumn());
        return progress.StartAsync(async context =>
        {
            var bar = context.AddTask(name, maxValue: 1);
            var rate = new ProgressRate(time);
            var running = work();
            using var timer = new PeriodicTimer(LookInterval, time);
            while (await FirstAsync(running, timer)) Update(bar, name, look(), rate);
            Update(bar, name, look(), rate);
            return await running;
        });
    }

    private async Task<T> WithLinesAsync<T>(string name, Func<ProgressLine?> look, Func<Task<T>> work)
    {
        var rate = new ProgressRate(time);
        var running = work();
        using var timer = new PeriodicTimer(LookInterval, time);
        long? noted = null;
        while (await FirstAsync(running, timer))
        {
            if (look() is not { } line) continue;
            var text = Describe(name, line, rate);
            if (noted is { } last && time.GetElapsedTime(last) < LineInterval) continue;
            noted = time.GetTimestamp();
            terminal.Note(text);
        }

        return await running;
    }

    /// <summary>Waits for the next look; false when the work has ended.</summary>
    private static async Task<bool> FirstAsync(Task work, PeriodicTimer timer)
    {
        await Task.WhenAny(work, timer.WaitForNextTickAsync().AsTask());
        return !work.IsCompleted;
    }

    private static void Update(ProgressTask bar, string name, ProgressLine? look, ProgressRate rate)
    {
        if (look is not { } line) return;
        bar.IsIndeterminate = line.Part is null;
        bar.Value = line.Part ?? 0;
        bar.Description = Markup.Escape(Describe(name, line, rate));
    }

    private static string Describe(string name, ProgressLine line, ProgressRate rate) =>
        $"{name,-9} {line}, {rate.Of(line.Done):N0}/s";
}
