using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Connections;

public sealed class StreamStressTests
{
    private const int Streams = 2000;

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(2, 2, 0)]
    [InlineData(3, 0, 2)]
    [InlineData(4, 1, 1)]
    public async Task Streams_RacingWithResetsAndTimers_AreAnsweredOnceEach(int seed, int latency, int rtt)
    {
        Random random = new(seed);
        await using ApnsSimulator simulator = await Start.OpenAsync(o => o with
        {
            Latency = TimeSpan.FromMilliseconds(latency),
            Rtt = TimeSpan.FromMilliseconds(rtt),
            Streams = Streams,
        });
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);
        HashSet<int> reset = [.. Enumerable.Range(0, Streams).Where(_ => random.Next(5) == 0).Select(i => (2 * i) + 1)];
        Dictionary<int, int> answers = [];

        Task reading = ReadAsync(Streams - reset.Count);
        for (int i = 0; i < Streams;)
        {
            List<byte> burst = [];
            for (int more = random.Next(1, 60); more > 0 && i < Streams; more--, i++)
            {
                int stream = (2 * i) + 1;
                burst.AddRange(RawFrame.Push(stream, random.Next(4) == 0 ? "badd" : "aa"));
                burst.AddRange(RawFrame.Data(stream, random.Next(1, 20)));
                if (reset.Contains(stream))
                    burst.AddRange(RawFrame.Reset(stream));
            }

            await connection.SendAsync([.. burst]);
        }

        await reading;
        Assert.All(answers, answer => Assert.Equal(1, answer.Value));
        Assert.Equal((Streams, 0), (simulator.Stats.Answers.Accepted + simulator.Stats.Answers.Rejected, simulator.Stats.ConnectionErrors));

        async Task ReadAsync(int owed)
        {
            while (owed > 0)
            {
                RawFrame frame = (await connection.ReadAsync())!;
                if (frame.Type != RawFrame.HeadersType)
                    continue;
                answers[frame.StreamId] = answers.GetValueOrDefault(frame.StreamId) + 1;
                if (!reset.Contains(frame.StreamId))
                    owed--;
            }
        }
    }
}
