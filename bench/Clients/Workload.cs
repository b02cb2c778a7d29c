using System.Security.Cryptography;
using System.Text;
using Push.Apns;
using Push.Grains.Audiences;
using Push.Grains.Connections;

namespace Push.Bench.Clients;

/// <summary>What is sent, the same for every client: tokens, headers and payload.</summary>
static class Workload
{
    public const string PathPrefix = "/3/device/";
    public const string Topic = "com.example.bench";
    public const string PushType = "alert";
    public const byte Priority = 10;

    /// <summary>Notifications at once: Apple's limit of streams as seen in production, and that of every sink.</summary>
    public const int Streams = 1000;

    /// <summary>A usual payload: a title and a sentence.</summary>
    public const int SmallPayload = 93;

    /// <summary>The largest that Apple takes.</summary>
    public const int LargePayload = 4096;

    private const int TokenBytes = 32;
    private const byte SafeFirstByte = 0x50;

    /// <summary>How long a notification may take: armed by every client that can.</summary>
    public static TimeSpan Deadline { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Always the same tokens; their first digit keeps them off those that a simulator answers by script.</summary>
    public static IEnumerable<byte[]> Tokens(int count)
    {
        for (var index = 0; index < count; index++)
        {
            var token = SHA256.HashData(BitConverter.GetBytes(index)).AsSpan(0, TokenBytes).ToArray();
            token[0] = (byte)(SafeFirstByte | (token[0] & 0x0F));
            yield return token;
        }
    }

    /// <summary>Makes a token one that a simulator answers with 410 Unregistered.</summary>
    public static void Unregister(Span<byte> token) => (token[0], token[1]) = (0xde, 0xad);

    public static string PathOf(ReadOnlySpan<byte> token) => PathPrefix + Convert.ToHexStringLower(token);

    /// <summary>A template that makes payloads of exactly so many bytes with <see cref="Attributes"/>.</summary>
    public static PayloadTemplate Template(int size)
    {
        const string Before = """{"aps":{"alert":{"title":"Hi {{first_name|you}}","body":"{{order|An order}} is ready""";
        var attributes = Attributes();
        var room = new byte[size];
        for (var filler = 0; ; filler++)
        {
            var template = PayloadTemplate.Parse(Encoding.ASCII.GetBytes($"{Before}{new string('n', filler)}\"}}}}}}"));
            var filled = template.Render(room, AttributeValues.Instance, attributes);
            if (filled.Outcome != TemplateOutcome.Rendered) throw new BenchException($"No template makes {size} bytes.");
            if (filled.Length == size) return template;
        }
    }

    /// <summary>What an app may know of a device: one of the template's values among others.</summary>
    public static byte[] Attributes() => new DeviceAttributesBuilder()
        .Set("language", "de").Set("userId", "4711").Set("plan", "pro").Set("first_name", "Ann").AddTag("news").Build().Bytes.ToArray();

    /// <summary>Valid JSON of exactly so many bytes.</summary>
    public static byte[] Payload(int size)
    {
        const string Before = """{"aps":{"alert":{"title":"Bench","body":""";
        const string After = "}}}";
        var filler = size - Before.Length - After.Length - 2;
        ArgumentOutOfRangeException.ThrowIfNegative(filler);
        return Encoding.ASCII.GetBytes($"{Before}\"{new string('n', filler)}\"{After}");
    }
}
