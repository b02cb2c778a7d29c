using System.Net;
using System.Net.Sockets;
using CsCheck;
using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Connections;

/// <summary>Peers that mean harm, or don't know what they do: they end themselves and nobody else.</summary>
public sealed class HostilePeerTests(OpenSimulator open)
{
    private static readonly byte[] Opening = [.. RawFrame.Preface, .. RawFrame.EmptySettings];

    private static readonly Gen<byte[]> Frames = Gen.OneOf(
        Gen.Select(Gen.Byte[0, 10], Gen.Byte, Gen.Int[0, 9], Gen.Byte.Array[0, 40], RawFrame.Make),
        Gen.Int[0, 4].Select(i => RawFrame.Push((2 * i) + 1)),
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 3000], Gen.Bool, (i, n, end) => RawFrame.Data((2 * i) + 1, n, end)));

    [Fact]
    public async Task AnyBytes_BehindTheHandshake_NeverDisturbOthers() =>
        await Gen.Byte.Array[0, 200].SampleAsync(bytes => ThrowAtAsync(bytes), iter: 50, threads: 2);

    [Fact]
    public async Task AnyFrames_NeverDisturbOthers() =>
        await Frames.List[1, 20].SampleAsync(
            frames => ThrowAtAsync([.. Opening, .. frames.SelectMany(f => f)]), iter: 150, threads: 2);

    [Fact]
    public async Task AnyBytes_InsteadOfTls_NeverDisturbOthers() => await Gen.Byte.Array[0, 100].SampleAsync(
        async bytes =>
        {
            using (TcpClient tcp = new())
            {
                await tcp.ConnectAsync(IPAddress.Loopback, open.Simulator.Port);
                await tcp.GetStream().WriteAsync(bytes);
            }

            Assert.Equal(200, (await open.Client.SendAsync()).Status);
        },
        iter: 20, threads: 2);

    [Fact]
    public async Task Client_WithoutHttp2_IsTurnedAway()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => RawConnection.OpenAsync(open.Simulator, protocol: "http/1.1"));

        Assert.Equal(200, (await open.Client.SendAsync()).Status);
    }

    public static TheoryData<string, byte[], int> Floods => new()
    {
        { "SETTINGS", RawFrame.EmptySettings, 100_000 },
        { "PING", RawFrame.Ping(1), 100_000 },
        { "PRIORITY", RawFrame.Make(2, 0, 1, 0, 0, 0, 0, 1), 100_000 },
        { "unknown frames", RawFrame.Make(99, 0, 0), 100_000 },
        { "empty DATA", RawFrame.Data(1, 0, end: false), 100_000 },
        { "WINDOW_UPDATE", RawFrame.WindowUpdate(0, 1), 100_000 },
    };

    [Theory]
    [MemberData(nameof(Floods))]
    public async Task Flood_EndsWithEnhanceYourCalm(string what, byte[] frame, int atMost)
    {
        await using RawConnection connection = await RawConnection.OpenAsync(open.Simulator);
        await connection.SendAsync(RawFrame.Push(1));
        byte[] many = [.. Enumerable.Repeat(frame, 100).SelectMany(f => f)];

        Task<List<RawFrame>> reading = connection.ReadToEndAsync();
        try
        {
            for (int i = 0; i < atMost && !reading.IsCompleted; i += 100)
                await connection.SendAsync(many);
        }
        catch (IOException)
        {
            // The simulator has closed.
        }

        RawFrame last = (await reading)[^1];
        Assert.True(last is { Type: RawFrame.GoAwayType, Code: 11 }, $"{what}: {last}");
        Assert.Equal(200, (await open.Client.SendAsync()).Status);
    }

    [Fact]
    public async Task FieldBlock_ThatNeverEnds_EndsTheConnection()
    {
        await using RawConnection connection = await RawConnection.OpenAsync(open.Simulator);

        Task<List<RawFrame>> reading = connection.ReadToEndAsync();
        try
        {
            await connection.SendAsync(RawFrame.Make(RawFrame.HeadersType, 0, 1, RawFrame.Block(("x", "y"))));
            while (!reading.IsCompleted)
                await connection.SendAsync(RawFrame.Make(RawFrame.ContinuationType, 0, 1, RawFrame.Block(("x", "y"))));
        }
        catch (IOException)
        {
            // The simulator has closed.
        }

        Assert.Equal((RawFrame.GoAwayType, 11u), ((await reading)[^1].Type, (await reading)[^1].Code));
    }

    [Fact]
    public async Task Reader_ThatStops_IsHeldBack_AndOthersGoOn()
    {
        await using RawConnection connection = await RawConnection.OpenAsync(open.Simulator, receiveBuffer: 4096);
        int stream = 1;

        // Never reading, it writes until nothing more is taken from it.
        Task writing = Task.Run(async () =>
        {
            while (true)
            {
                List<byte> requests = [];
                for (int i = 0; i < 100; i++, stream += 2)
                    requests.AddRange([.. RawFrame.Push(stream), .. RawFrame.Data(stream, 5)]);
                await connection.SendAsync([.. requests]);
            }
        }, TestContext.Current.CancellationToken);
        await HeldBackAsync(() => Volatile.Read(ref stream));

        Assert.Equal(200, (await open.Client.SendAsync()).Status);
        await connection.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => writing);
    }

    /// <summary>Waits until the writer makes no progress while two hundred other pushes are answered.</summary>
    private async Task HeldBackAsync(Func<int> progress)
    {
        for (int before = -1; before != progress();)
        {
            before = progress();
            for (int i = 0; i < 200; i++)
                await open.Client.SendAsync();
        }
    }

    private async Task ThrowAtAsync(byte[] bytes)
    {
        await using (RawConnection connection = await RawConnection.OpenAsync(open.Simulator, begin: false))
            await connection.SendAsync(bytes);
        Assert.Equal(200, (await open.Client.SendAsync()).Status);
    }
}
