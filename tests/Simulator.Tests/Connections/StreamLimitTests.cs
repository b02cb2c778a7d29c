using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Connections;

public sealed class StreamLimitTests
{
    private const uint MaxConcurrentStreams = 3;
    private const uint Refused = 7;

    [Fact]
    public async Task Settings_AreThoseSeenAtApple()
    {
        await using ApnsSimulator simulator = await Start.TokenAsync();
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);

        RawFrame settings = await connection.ReadUntilAsync(RawFrame.SettingsType);

        Assert.Equal(
            [(1u, 4096u), (3u, 1u), (4u, 65535u), (5u, 16384u), (6u, 8000u)], Read(settings).OrderBy(s => s.Id));
    }

    [Fact]
    public async Task Streams_BeforeTheFirstAcceptedToken_AreOne_ThenAll()
    {
        using TestToken token = new();
        await using ApnsSimulator simulator = await Start.TokenAsync(o => o with { Streams = 500 });
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);
        await connection.ReadUntilAsync(RawFrame.SettingsType);

        await connection.SendAsync(RawFrame.SettingsAck, Push(1, token), Push(3, token), RawFrame.Data(3, 5));
        RawFrame refused = await connection.ReadUntilAsync(RawFrame.ResetType, 3);
        await connection.SendAsync(RawFrame.Data(1, 5));
        RawFrame answer = await connection.ReadUntilAsync(RawFrame.HeadersType, 1);
        RawFrame raised = await connection.ReadUntilAsync(RawFrame.SettingsType);
        await connection.SendAsync(Push(5, token), Push(7, token), RawFrame.Data(5, 5), RawFrame.Data(7, 5));
        RawFrame first = await connection.ReadUntilAsync(RawFrame.HeadersType, 5);
        RawFrame second = await connection.ReadUntilAsync(RawFrame.HeadersType, 7);

        Assert.Equal(Refused, refused.Code);
        Assert.Equal([(MaxConcurrentStreams, 500u)], Read(raised));
        Assert.Equal((200, 200, 200), (answer.Status, first.Status, second.Status));
        Assert.Equal(1, simulator.Stats.RefusedStreams);
    }

    [Fact]
    public async Task Streams_BeforeTheClientKnowsTheLimit_AreTaken()
    {
        using TestToken token = new();
        await using ApnsSimulator simulator = await Start.TokenAsync();
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);

        await connection.SendAsync(Push(1, token), Push(3, token), RawFrame.Data(3, 5), RawFrame.Data(1, 5), RawFrame.SettingsAck);
        RawFrame second = await connection.ReadUntilAsync(RawFrame.HeadersType, 3);
        RawFrame first = await connection.ReadUntilAsync(RawFrame.HeadersType, 1);

        Assert.Equal((200, 200), (first.Status, second.Status));
    }

    [Fact]
    public async Task Limit_AfterARefusedToken_StaysOne()
    {
        using TestToken token = new();
        await using ApnsSimulator simulator = await Start.TokenAsync();
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);
        await connection.ReadUntilAsync(RawFrame.SettingsType);

        await connection.SendAsync(RawFrame.SettingsAck, RawFrame.Push(1), RawFrame.Data(1, 5));
        RawFrame missing = await connection.ReadUntilAsync(RawFrame.HeadersType, 1);
        await connection.SendAsync(Push(3, token), Push(5, token));
        RawFrame refused = await connection.ReadUntilAsync(RawFrame.ResetType, 5);

        Assert.Equal((403, Refused), (missing.Status, refused.Code));
    }

    [Fact]
    public async Task Limit_AfterAnyAnswerToAGoodToken_IsRaised()
    {
        using TestToken token = new();
        await using ApnsSimulator simulator = await Start.TokenAsync();
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);
        await connection.ReadUntilAsync(RawFrame.SettingsType);

        await connection.SendAsync(RawFrame.SettingsAck, RawFrame.Push(1, "badd", false, ("authorization", token.Authorization)), RawFrame.Data(1, 5));
        RawFrame bad = await connection.ReadUntilAsync(RawFrame.HeadersType, 1);
        RawFrame raised = await connection.ReadUntilAsync(RawFrame.SettingsType);

        Assert.Equal(400, bad.Status);
        Assert.Equal([(MaxConcurrentStreams, 1000u)], Read(raised));
    }

    [Fact]
    public async Task Streams_WithoutAuthentication_AreAllAtOnce_AndNoMore()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync(o => o with { Streams = 3 });
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);

        await connection.SendAsync(
            RawFrame.SettingsAck, RawFrame.Push(1), RawFrame.Push(3), RawFrame.Push(5), RawFrame.Push(7), RawFrame.Data(7, 5));
        RawFrame refused = await connection.ReadUntilAsync(RawFrame.ResetType, 7);
        await connection.SendAsync(RawFrame.Data(3, 5));
        RawFrame answer = await connection.ReadUntilAsync(RawFrame.HeadersType, 3);
        await connection.SendAsync(RawFrame.Push(9), RawFrame.Data(9, 5));
        RawFrame next = await connection.ReadUntilAsync(RawFrame.HeadersType, 9);

        Assert.Equal((Refused, 200, 200), (refused.Code, answer.Status, next.Status));
        Assert.Equal(3, simulator.Stats.MostStreams);
    }

    [Fact]
    public async Task MostStreams_OfRequestsInOneWrite_AreAllThatTheClientSawOpen()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);
        await connection.ReadUntilAsync(RawFrame.SettingsType);

        await connection.SendAsync([.. Enumerable.Range(0, 50).SelectMany(i => new[] { RawFrame.Push((2 * i) + 1), RawFrame.Data((2 * i) + 1, 5) })]);
        await connection.ReadUntilAsync(RawFrame.HeadersType, 99);

        Assert.Equal(50, simulator.Stats.MostStreams);
    }

    private static byte[] Push(int stream, TestToken token) =>
        RawFrame.Push(stream, PushClient.Token, false, ("authorization", token.Authorization));

    private static IEnumerable<(uint Id, uint Value)> Read(RawFrame settings) => settings.Payload.Chunk(6)
        .Select(s => ((uint)((s[0] << 8) | s[1]), System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(s.AsSpan(2))));
}
