using System.Buffers.Binary;
using System.Text;

namespace Push.Simulator.Tests.Fixtures;

/// <summary>A frame as its bytes say, written and read here by hand and never by the code under test.</summary>
internal sealed record RawFrame(byte Type, byte Flags, int StreamId, byte[] Payload)
{
    public const byte DataType = 0, HeadersType = 1, ResetType = 3, SettingsType = 4, PingType = 6, GoAwayType = 7;
    public const byte WindowUpdateType = 8, ContinuationType = 9;
    public const byte EndStream = 1, Ack = 1, EndHeaders = 4, Padded = 8;

    public static byte[] Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    /// <summary>An empty SETTINGS frame.</summary>
    public static byte[] EmptySettings => Make(SettingsType, 0, 0);

    /// <summary>The acknowledgement of SETTINGS.</summary>
    public static byte[] SettingsAck => Make(SettingsType, Ack, 0);

    /// <summary>The code of RST_STREAM or GOAWAY.</summary>
    public uint Code => BinaryPrimitives.ReadUInt32BigEndian(Payload.AsSpan(Type == GoAwayType ? 4 : 0));

    /// <summary>The increment of WINDOW_UPDATE, or the last stream id of GOAWAY.</summary>
    public int Number => BinaryPrimitives.ReadInt32BigEndian(Payload);

    /// <summary>The status of HEADERS, read from the three forms in which the simulator writes it.</summary>
    public int Status => Payload[0] switch
    {
        0x88 => 200,
        0x08 => int.Parse(Encoding.ASCII.GetString(Payload, 2, 3), System.Globalization.CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"No status: {Convert.ToHexString(Payload)}"),
    };

    public override string ToString() => $"type {Type} flags {Flags} stream {StreamId} {Convert.ToHexString(Payload)}";

    public static byte[] Make(byte type, byte flags, int stream, params byte[] payload)
    {
        byte[] frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, (payload.Length << 8) | type);
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        return frame;
    }

    public static byte[] Setting(int id, uint value) => Make(SettingsType, 0, 0, [0, (byte)id, .. BigEndian(value)]);

    public static byte[] Ping(byte fill) => Make(PingType, 0, 0, [fill, fill, fill, fill, fill, fill, fill, fill]);

    public static byte[] WindowUpdate(int stream, uint increment) => Make(WindowUpdateType, 0, stream, BigEndian(increment));

    public static byte[] Reset(int stream, uint code = 8) => Make(ResetType, 0, stream, BigEndian(code));

    public static byte[] Data(int stream, int length, bool end = true) =>
        Make(DataType, end ? EndStream : (byte)0, stream, Enumerable.Repeat((byte)'x', length).ToArray());

    /// <summary>The HEADERS of a push that every check accepts, and more fields.</summary>
    public static byte[] Push(int stream, string token = PushClient.Token, bool end = false, params (string, string)[] more) =>
        Headers(stream, end, [(":method", "POST"), (":scheme", "https"), (":authority", "localhost"), (":path", "/3/device/" + token),
            ("apns-topic", "com.example.app"), .. more]);

    public static byte[] Headers(int stream, bool end, params (string Name, string Value)[] fields) =>
        Make(HeadersType, (byte)(EndHeaders | (end ? EndStream : 0)), stream, Block(fields));

    /// <summary>Fields as literals without indexing and without Huffman coding (RFC 7541 §6.2.2).</summary>
    public static byte[] Block(params (string Name, string Value)[] fields)
    {
        List<byte> block = [];
        foreach ((string name, string value) in fields)
        {
            block.Add(0);
            AddText(block, name);
            AddText(block, value);
        }

        return [.. block];
    }

    public static byte[] BigEndian(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static void AddText(List<byte> block, string text)
    {
        if (text.Length < 127)
        {
            block.Add((byte)text.Length);
        }
        else
        {
            block.Add(127);
            int rest = text.Length - 127;
            for (; rest >= 128; rest >>= 7)
                block.Add((byte)(128 | (rest & 127)));
            block.Add((byte)rest);
        }

        block.AddRange(Encoding.Latin1.GetBytes(text));
    }
}
