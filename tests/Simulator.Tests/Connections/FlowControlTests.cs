using System.Text;
using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Connections;

public sealed class FlowControlTests(OpenSimulator open)
{
    private const string Bad = """{"reason":"BadDeviceToken"}""";

    [Fact]
    public async Task Body_WithoutAWindow_WaitsForIt_AndComesInPieces()
    {
        await using RawConnection connection = await RawConnection.OpenAsync(open.Simulator, begin: false);
        await connection.SendAsync(RawFrame.Preface, RawFrame.Setting(4, 0));

        await connection.SendAsync(RawFrame.Push(1, "badd"), RawFrame.Data(1, 5));
        RawFrame head = await connection.ReadUntilAsync(RawFrame.HeadersType, 1);
        await connection.SendAsync(RawFrame.Ping(1));
        RawFrame next = await connection.ReadUntilAsync(f => f.Type is RawFrame.DataType or RawFrame.PingType);
        await connection.SendAsync(RawFrame.WindowUpdate(1, 10));
        RawFrame piece = await connection.ReadUntilAsync(RawFrame.DataType, 1);
        await connection.SendAsync(RawFrame.Setting(4, 1000));
        RawFrame rest = await connection.ReadUntilAsync(RawFrame.DataType, 1);

        Assert.Equal((400, RawFrame.PingType), (head.Status, next.Type));
        Assert.Equal((10, 0), (piece.Payload.Length, piece.Flags));
        Assert.Equal(Bad, Encoding.ASCII.GetString([.. piece.Payload, .. rest.Payload]));
        Assert.Equal(RawFrame.EndStream, rest.Flags);
    }

    [Fact]
    public async Task Window_LoweredBelowWhatIsSent_HoldsBackUntilItIsPositive()
    {
        await using RawConnection connection = await RawConnection.OpenAsync(open.Simulator, begin: false);
        await connection.SendAsync(RawFrame.Preface, RawFrame.Setting(4, 10));

        await connection.SendAsync(RawFrame.Push(1, "badd"), RawFrame.Data(1, 5));
        await connection.ReadUntilAsync(RawFrame.DataType, 1);
        await connection.SendAsync(RawFrame.Setting(4, 0), RawFrame.WindowUpdate(1, 10), RawFrame.Ping(1));
        RawFrame next = await connection.ReadUntilAsync(f => f.Type is RawFrame.DataType or RawFrame.PingType);
        await connection.SendAsync(RawFrame.WindowUpdate(1, 100));
        RawFrame rest = await connection.ReadUntilAsync(RawFrame.DataType, 1);

        Assert.Equal(RawFrame.PingType, next.Type);
        Assert.Equal(Bad.Length - 10, rest.Payload.Length);
    }

    [Fact]
    public async Task ConnectionWindow_UsedUpByBodies_IsContinued()
    {
        await using RawConnection connection = await RawConnection.OpenAsync(open.Simulator);
        int streams = (65_535 / Bad.Length) + 2;
        int bodies = 0;

        for (int i = 0; i < streams; i++)
            await connection.SendAsync(RawFrame.Push((2 * i) + 1, "badd"), RawFrame.Data((2 * i) + 1, 5));
        await connection.SendAsync(RawFrame.Ping(1));
        await connection.ReadUntilAsync(f => { bodies += f.Type == RawFrame.DataType ? f.Payload.Length : 0; return f.Type == RawFrame.PingType; });
        await connection.SendAsync(RawFrame.WindowUpdate(0, 1000));
        await connection.ReadUntilAsync(f => { bodies += f.Type == RawFrame.DataType ? f.Payload.Length : 0; return bodies == streams * Bad.Length; });
    }

    [Fact]
    public async Task ConnectionWindow_OfManyRequests_IsGivenBack()
    {
        await using RawConnection connection = await RawConnection.OpenAsync(open.Simulator);
        long given = 0;

        for (int i = 0; i < 100; i++)
        {
            await connection.SendAsync(RawFrame.Push((2 * i) + 1), RawFrame.Data((2 * i) + 1, 4096));
            await connection.ReadUntilAsync(f => { given += f.Type == RawFrame.WindowUpdateType ? f.Number : 0; return f.Type == RawFrame.HeadersType; });
        }

        await connection.SendAsync(RawFrame.Ping(1));
        await connection.ReadUntilAsync(f => { given += f.Type == RawFrame.WindowUpdateType ? f.Number : 0; return f.Type == RawFrame.PingType; });
        Assert.Equal(100 * 4096, given);
    }

    [Fact]
    public async Task Padding_IsStrippedAndCounted()
    {
        await using RawConnection connection = await RawConnection.OpenAsync(open.Simulator);
        byte[] padded = [200, .. "xyz"u8, .. new byte[200]];

        for (int i = 0; i < 500; i++)
        {
            int stream = (2 * i) + 1;
            await connection.SendAsync(
                RawFrame.Push(stream, PushClient.Token, false, ("content-length", "3")),
                RawFrame.Make(RawFrame.DataType, RawFrame.Padded | RawFrame.EndStream, stream, padded));
            RawFrame answer = await connection.ReadUntilAsync(RawFrame.HeadersType, stream);
            Assert.Equal(200, answer.Status);
        }
    }

    [Fact]
    public async Task HeaderTable_OfThePeer_MayBeNothing()
    {
        await using RawConnection connection = await RawConnection.OpenAsync(open.Simulator, begin: false);
        await connection.SendAsync(RawFrame.Preface, RawFrame.Setting(1, 0));

        await connection.SendAsync(RawFrame.Push(1), RawFrame.Data(1, 5));
        RawFrame answer = await connection.ReadUntilAsync(RawFrame.HeadersType, 1);

        // A table size update of 0 (RFC 7541 §6.3), then :status 200 from the static table.
        Assert.Equal([0x20, 0x88], answer.Payload[..2]);
    }
}
