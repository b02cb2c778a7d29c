namespace Push.Http2.Tests.Hpack;

/// <summary>The messages of RFC 7541 appendix C.3 to C.6: fields, bytes, and the table afterwards.</summary>
internal sealed record AppendixC(string[] Fields, string Block, string[] Table, int TableSize)
{
    public const string Date1 = "Mon, 21 Oct 2013 20:13:21 GMT";
    public const string Date2 = "Mon, 21 Oct 2013 20:13:22 GMT";
    public const string Cookie = "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1";

    private static readonly string[] Request1 =
        [":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com"];

    private static readonly string[] Request2 = [.. Request1, "cache-control: no-cache"];

    private static readonly string[] Request3 =
    [
        ":method: GET", ":scheme: https", ":path: /index.html", ":authority: www.example.com",
        "custom-key: custom-value",
    ];

    private static readonly string[] Response1 =
        [":status: 302", "cache-control: private", $"date: {Date1}", "location: https://www.example.com"];

    private static readonly string[] Response2 = [":status: 307", .. Response1[1..]];

    private static readonly string[] Response3 =
    [
        ":status: 200", "cache-control: private", $"date: {Date2}", "location: https://www.example.com",
        "content-encoding: gzip", $"set-cookie: {Cookie}",
    ];

    private static readonly string[] RequestTable =
        ["custom-key: custom-value", "cache-control: no-cache", ":authority: www.example.com"];

    private static readonly string[] ResponseTable1 = [.. Response1.Reverse()];

    private static readonly string[] ResponseTable2 = [":status: 307", .. ResponseTable1[..3]];

    private static readonly string[] ResponseTable3 =
        [$"set-cookie: {Cookie}", "content-encoding: gzip", $"date: {Date2}"];

    /// <summary>C.3: requests without Huffman coding.</summary>
    public static AppendixC[] Requests { get; } =
    [
        new(Request1, "8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d", RequestTable[2..], 57),
        new(Request2, "8286 84be 5808 6e6f 2d63 6163 6865", RequestTable[1..], 110),
        new(Request3, "8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65", RequestTable, 164),
    ];

    /// <summary>C.4: the same with Huffman coding.</summary>
    public static AppendixC[] HuffmanRequests { get; } =
    [
        Requests[0] with { Block = "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff" },
        Requests[1] with { Block = "8286 84be 5886 a8eb 1064 9cbf" },
        Requests[2] with { Block = "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf" },
    ];

    /// <summary>C.5: responses without Huffman coding, in a table of 256 bytes.</summary>
    public static AppendixC[] Responses { get; } =
    [
        new(
            Response1,
            """
            4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133
            2032 303a 3133 3a32 3120 474d 546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70
            6c65 2e63 6f6d
            """,
            ResponseTable1,
            222),
        new(Response2, "4803 3330 37c1 c0bf", ResponseTable2, 222),
        new(
            Response3,
            """
            88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d
            54c0 5a04 677a 6970 7738 666f 6f3d 4153 444a 4b48 514b 425a 584f 5157 454f 5049
            5541 5851 5745 4f49 553b 206d 6178 2d61 6765 3d33 3630 303b 2076 6572 7369 6f6e
            3d31
            """,
            ResponseTable3,
            215),
    ];

    /// <summary>C.6: the same with Huffman coding.</summary>
    public static AppendixC[] HuffmanResponses { get; } =
    [
        Responses[0] with
        {
            Block = """
                4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6
                2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3
                """,
        },
        Responses[1] with { Block = "4883 640e ffc1 c0bf" },
        Responses[2] with
        {
            Block = """
                88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab
                77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f
                9587 3160 65c0 03ed 4ee5 b106 3d50 07
                """,
        },
    ];
}
