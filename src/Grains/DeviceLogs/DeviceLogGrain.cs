using System.Collections.Immutable;

namespace Push.Grains.DeviceLogs;

/// <summary>A ring of lines.</summary>
[GrainType("push.device-log")]
internal sealed class DeviceLogGrain(TimeProvider time) : Grain, IDeviceLogGrain
{
    private const int MaxLines = 200;
    private const int MaxLength = 1000;

    private readonly Queue<LoggedLine> _lines = new();

    public Task Add(ImmutableArray<string> lines)
    {
        foreach (var line in lines.TakeLast(MaxLines))
        {
            if (_lines.Count == MaxLines) _lines.Dequeue();
            _lines.Enqueue(new LoggedLine(time.GetUtcNow(), Printable(line)));
        }
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<LoggedLine>> Get() => Task.FromResult(_lines.ToImmutableArray());

    private static string Printable(string line) => string.Create(Math.Min(line.Length, MaxLength), line, (text, from) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = char.IsControl(from[i]) ? ' ' : from[i];
    });
}
