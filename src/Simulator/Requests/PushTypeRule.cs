using System.Text;

namespace Push.Simulator.Requests;

/// <summary>Who may send a push type.</summary>
internal enum Sender
{
    Any,
    TokenOnly,
    CertificateOnly,
}

/// <summary>
/// What Apple asks of each push type: the ending of its topic, its largest payload, its priorities, and how the provider proves
/// itself (Apple: "Sending notification requests to APNs", table of <c>apns-push-type</c>).
/// </summary>
internal sealed class PushTypeRule
{
    private const int Usual = 4096;

    private static readonly PushTypeRule[] All =
    [
        new("alert"),
        new("background") { Priorities = "5" },
        new("voip", ".voip") { MaxPayload = 5120 },
        new("complication", ".complication"),
        new("fileprovider", ".pushkit.fileprovider") { Sender = Sender.TokenOnly },
        new("mdm") { Beginning = "com.apple.mgmt."u8.ToArray(), Sender = Sender.CertificateOnly },
        new("location", ".location-query") { Sender = Sender.TokenOnly },
        new("liveactivity", ".push-type.liveactivity") { Priorities = "10,5", Sender = Sender.TokenOnly },
        new("pushtotalk", ".voip-ptt"),
        new("controls", ".push-type.controls"),
        new("widgets", ".push-type.widgets"),
    ];

    private static readonly PushTypeRule Absent = new("");
    private static readonly PushTypeRule AbsentVoip = new("", ".voip") { MaxPayload = 5120 };

    private readonly byte[] _name;
    private readonly byte[] _ending;

    private PushTypeRule(string name, string ending = "")
    {
        _name = Encoding.ASCII.GetBytes(name);
        _ending = Encoding.ASCII.GetBytes(ending);
    }

    /// <summary>Bytes of the largest payload.</summary>
    public int MaxPayload { get; private init; } = Usual;

    public Sender Sender { get; private init; }

    private string Priorities { get; init; } = "10,5,1";

    private byte[] Beginning { get; init; } = [];

    public static PushTypeRule? Find(ReadOnlySpan<byte> name)
    {
        foreach (PushTypeRule rule in All)
        {
            if (name.SequenceEqual(rule._name))
                return rule;
        }

        return null;
    }

    /// <summary>The rule of a request without push type: only its topic can say that it is a VoIP push.</summary>
    public static PushTypeRule OfTopic(ReadOnlySpan<byte> topic) => topic.EndsWith(AbsentVoip._ending) ? AbsentVoip : Absent;

    public bool AllowsTopic(ReadOnlySpan<byte> topic) =>
        topic.EndsWith(_ending) && topic.Length > _ending.Length && topic.StartsWith(Beginning);

    /// <summary>Whether the priority is one this type may have; a priority that was left out is 10.</summary>
    public bool AllowsPriority(int priority) => priority switch
    {
        10 => Priorities.StartsWith("10", StringComparison.Ordinal),
        5 => true,
        _ => Priorities.EndsWith(",1", StringComparison.Ordinal),
    };
}
