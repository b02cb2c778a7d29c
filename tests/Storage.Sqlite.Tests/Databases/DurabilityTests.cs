using System.Globalization;
using Push.Storage.Sqlite.GrainStorage;

namespace Push.Storage.Sqlite.Databases;

/// <summary>What was acknowledged is on disk, seen from outside the process.</summary>
public sealed class DurabilityTests : IDisposable
{
    private readonly DatabaseFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_InMidWriting_LosesNoAcknowledgedWrite()
    {
        var acknowledged = new Dictionary<string, long>();
        for (var round = 0; round < 3; round++)
        {
            using var child = ChildProcess.Start("write", _folder.Path, "32", "0");
            await child.WaitUntilOpenAsync(Cancellation);
            for (var lines = Random.Shared.Next(1, 3000); lines > 0; lines--)
                Note(await child.Output.ReadLineAsync(Cancellation));
            // The last line may have been cut off by the kill.
            foreach (var line in (await child.KillAsync(Cancellation)).Split('\n')[..^1])
                Note(line);
            using var lease = await _folder.OpenAsync();
            foreach (var (grain, value) in acknowledged)
            {
                var stored = await lease.Database.ReadAsync(new GrainStateRow("service", "state", grain).Read, Cancellation);
                Assert.True(stored is { } found && BitConverter.ToInt64(found.Payload) >= value, $"{grain} lost {value}");
            }
        }

        void Note(string? line)
        {
            var words = line!.Split(' ');
            Assert.Equal("acknowledged", words[0]);
            acknowledged[words[1]] = long.Parse(words[2], CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public async Task Write_OneAfterTheOther_SynchronizesBeforeEachAcknowledgement()
    {
        var synchronizations = 0;
        var acknowledgements = 0;
        foreach (var call in await TraceAsync(writers: 1, times: 25))
        {
            if (IsSynchronization(call))
            {
                synchronizations++;
            }
            else if (call.Contains("\"acknowledged ", StringComparison.Ordinal))
            {
                Assert.True(synchronizations > 0, $"Acknowledgement {acknowledgements} had no synchronization before it.");
                acknowledgements++;
                synchronizations = 0;
            }
        }
        Assert.Equal(25, acknowledgements);
    }

    [Fact]
    public async Task Write_ManyAtOnce_ShareSynchronizations()
    {
        var trace = await TraceAsync(writers: 400, times: 10);
        Assert.Equal(4000, trace.Count(call => call.Contains("\"acknowledged ", StringComparison.Ordinal)));
        Assert.InRange(trace.Count(IsSynchronization), 10, 1000);
    }

    private async Task<string[]> TraceAsync(int writers, int times)
    {
        var file = Path.Combine(_folder.FolderPath, "trace");
        using var child = ChildProcess.StartTraced(file, "write", _folder.Path, $"{writers}", $"{times}");
        await child.Output.ReadToEndAsync(Cancellation);
        Assert.Equal(0, await child.WaitAsync(Cancellation));
        return await File.ReadAllLinesAsync(file, Cancellation);
    }

    // A call that was interrupted by another thread's stands in two lines; the second one tells that it ended.
    private static bool IsSynchronization(string call) => call.Contains("sync", StringComparison.Ordinal)
        && !call.Contains("unfinished", StringComparison.Ordinal)
        && !call.Contains("write", StringComparison.Ordinal);
}
