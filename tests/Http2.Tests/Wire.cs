namespace Push.Http2.Tests;

/// <summary>The frames of RFC 9113 §6 with their numbers, for the bytes that a peer sends in these tests.</summary>
internal static class Wire
{
    public const byte EndStream = 0x01, Ack = 0x01, EndHeaders = 0x04, Padded = 0x08, Priority = 0x20;

    public static byte[] Data(uint stream, byte flags, string payload = "") => Hex.Frame(0x0, flags, stream, payload);

    public static byte[] Headers(uint stream, byte flags, string block) => Hex.Frame(0x1, flags, stream, block);

    public static byte[] PriorityFrame(uint stream, string payload) => Hex.Frame(0x2, 0, stream, payload);

    public static byte[] RstStream(uint stream, uint code) => Hex.Frame(0x3, 0, stream, $"{code:x8}");

    public static byte[] Settings(string parameters = "", byte flags = 0) => Hex.Frame(0x4, flags, 0, parameters);

    public static byte[] PushPromise(uint stream, string payload) => Hex.Frame(0x5, EndHeaders, stream, payload);

    public static byte[] Ping(string opaque = "0102030405060708", byte flags = 0) => Hex.Frame(0x6, flags, 0, opaque);

    public static byte[] GoAway(uint last, uint code, string debug = "") =>
        Hex.Frame(0x7, 0, 0, $"{last:x8}{code:x8}{debug}");

    public static byte[] WindowUpdate(uint stream, uint increment) => Hex.Frame(0x8, 0, stream, $"{increment:x8}");

    public static byte[] Continuation(uint stream, byte flags, string block) => Hex.Frame(0x9, flags, stream, block);
}
