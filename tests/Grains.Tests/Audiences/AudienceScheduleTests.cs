using Push.Apns;
using Push.Grains.Clusters;
using Push.Grains.Devices;

namespace Push.Grains.Audiences;

/// <summary>
/// Devices come and go while segments are split and the store fails, before or after it has written; a set is the model of what is
/// there. Segments hold 4 devices here.
/// </summary>
public sealed class AudienceScheduleTests
{
    private const int Schedules = 12;
    private const int Steps = 120;
    private const int Devices = 80;

    [Fact]
    public async Task Audience_AnyScheduleOfChangesAndFailures_HoldsEachMemberInOneChunk()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1, configure: options => options.DevicesPerSegment = 4);
        foreach (var seed in Enumerable.Range(1, Schedules)) await new Schedule(cluster, seed).RunAsync();
    }

    private sealed class Schedule(PushCluster cluster, int seed)
    {
        private readonly Random _random = new(seed);
        private readonly HashSet<int> _members = [];
        private readonly AudienceDirectory _directory = new(cluster.Grains);
        private List<(int Chunks, long Before, HashSet<int> Members)> _campaigns = [];

        public async Task RunAsync()
        {
            for (var step = 0; step < Steps; step++)
            {
                FailSometimes();
                var device = _random.Next(Devices);
                switch (_random.Next(10))
                {
                    case < 6:
                        await AskAsync(device, (segment, segments) => segment.Register(segments, new Registration(TokenOf(device))));
                        _members.Add(device);
                        break;
                    case < 8:
                        await AskAsync(device, (segment, segments) => segment.Unregister(segments, TokenOf(device)));
                        _members.Remove(device);
                        foreach (var campaign in _campaigns) campaign.Members.Remove(device);
                        break;
                    case 8:
                        await BeginAsync();
                        break;
                    default:
                        await CheckAsync();
                        break;
                }
            }
            cluster.BeforeWrite = cluster.AfterWrite = _ => Task.CompletedTask;
            await CheckAsync();
            Assert.Equal(_members.Count, (await Audience.Count(long.MaxValue)).Devices);
            Assert.InRange((await Audience.GetInfo()).Segments, 8, Devices);
        }

        private string Key => AudienceKey.OfList(PushCluster.App, $"schedule-{seed}");

        private IAudienceGrain Audience => cluster.Grains.GetGrain<IAudienceGrain>(Key);

        private DeviceToken TokenOf(int device) => DeviceToken.FromBytes(BitConverter.GetBytes(seed * 1000L + device));

        // The next writes go on as drawn: done, not done and reported as failed, or done and reported as failed.
        private void FailSometimes()
        {
            var (before, after) = (_random.Next(8), _random.Next(8));
            cluster.BeforeWrite = _ => Interlocked.Decrement(ref before) == 0 ? throw new IOException("not written") : Task.CompletedTask;
            cluster.AfterWrite = _ => Interlocked.Decrement(ref after) == 0 ? throw new IOException("written") : Task.CompletedTask;
        }

        // A campaign begins: it keeps the count of its start and the time.
        private async Task BeginAsync()
        {
            var count = await RetryAsync(() => Audience.Count(long.MaxValue));
            Assert.Equal(_members.Count, count.Devices);
            _campaigns = [.. _campaigns.TakeLast(2), (count.Segments, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + 1, [.. _members])];
            // Those that register in this very millisecond would belong to it.
            while (TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() <= _campaigns[^1].Before) await Task.Yield();
        }

        // Its members are each in the chunk of their class, and nowhere else.
        private async Task CheckAsync()
        {
            foreach (var (chunks, before, members) in _campaigns)
            {
                var read = new List<DeviceToken>();
                for (var chunk = 0; chunk < chunks; chunk++)
                {
                    var hashClass = new HashClass(chunk, chunks);
                    _directory.Learn(Key, chunks);
                    var parts = await RetryAsync(() => _directory.AskAsync(Key, hashClass, (segment, segments) =>
                        segment.ReadChunk(new ChunkRead(segments, hashClass, before))));
                    foreach (var part in parts)
                        foreach (var row in part.Rows)
                        {
                            Assert.True(hashClass.Contains(TokenHash.Of(row.Token)), $"seed {seed}: a device in the wrong chunk");
                            read.Add(row.Token);
                        }
                }
                Assert.Equal(
                    members.Select(device => TokenOf(device).ToHex()).Order(), read.Select(token => token.ToHex()).Order());
            }
        }

        private Task AskAsync<T>(int device, Func<ISegmentGrain, int, Task<SegmentReply<T>>> ask) =>
            RetryAsync(() => _directory.AskAsync(Key, TokenHash.Of(TokenOf(device)), ask));

        // Whoever registers a device and hears of a failure does it again.
        private static async Task<T> RetryAsync<T>(Func<Task<T>> call)
        {
            for (var tries = 1; ; tries++)
            {
                try
                {
                    return await call();
                }
                catch (Exception) when (tries < 20)
                {
                    await Task.Yield();
                }
            }
        }
    }
}
