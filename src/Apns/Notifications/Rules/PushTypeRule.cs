namespace Push.Apns;

/// <summary>
/// What Apple asks of each push type ("Sending notification requests to APNs", table of <c>apns-push-type</c>; "Generating a
/// remote notification" for sizes). What its payload must and must not hold is in <see cref="PayloadContents"/>.
/// </summary>
internal sealed class PushTypeRule
{
    private const int Usual = 4096;
    private const int Call = 5120;

    private static readonly PushTypeRule[] Known =
    [
        new("alert"),
        new("background") { Priorities = [5] },
        new("voip", ".voip") { MaxPayload = Call },
        new("complication", ".complication"),
        new("fileprovider", ".pushkit.fileprovider") { Credential = CredentialKind.ProviderToken },
        new("mdm") { Prefix = "com.apple.mgmt.", Credential = CredentialKind.Certificate },
        new("location", ".location-query") { Credential = CredentialKind.ProviderToken },
        new("liveactivity", ".push-type.liveactivity") { Priorities = [10, 5], Credential = CredentialKind.ProviderToken },
        new("pushtotalk", ".voip-ptt"),
        new("controls", ".push-type.controls"),
        new("widgets", ".push-type.widgets"),
    ];

    // A push type that was left out, or that Apple added later.
    private static readonly PushTypeRule Other = new("");

    private static readonly PushTypeRule Wallet = new("") { Prefix = WalletPrefix, Credential = CredentialKind.Certificate };

    /// <summary>A Live Activity's update to a channel: larger, and without a topic.</summary>
    public static PushTypeRule Broadcast { get; } = new("liveactivity") { Priorities = [10, 5], MaxPayload = Call, Credential = CredentialKind.ProviderToken };

    private PushTypeRule(string name, string suffix = "") => (Name, Suffix) = (name, suffix);

    /// <summary>What the topic of a Wallet update begins with. Apple names no push type for it.</summary>
    public const string WalletPrefix = "pass.";

    public string Name { get; }

    /// <summary>What the topic ends with, after the bundle id.</summary>
    public string Suffix { get; }

    /// <summary>What the topic begins with.</summary>
    public string Prefix { get; private init; } = "";

    /// <summary>The priorities it may have; the first is what leaving the header out means, if it is 10.</summary>
    public byte[] Priorities { get; private init; } = [10, 5, 1];

    public int MaxPayload { get; private init; } = Usual;

    /// <summary>The only credential that may send it; unknown when either may.</summary>
    public CredentialKind Credential { get; private init; }

    public bool IsKnown => Name.Length > 0;

    public bool IsWallet => ReferenceEquals(this, Wallet);

    public static IEnumerable<string> Names => Known.Select(rule => rule.Name);

    // Asked for each notification of a template; a search with a predicate would allocate.
    public static PushTypeRule Of(PushType type)
    {
        foreach (var rule in Known)
            if (rule.Name == type.Value) return rule;
        return Other;
    }

    /// <summary>The rule of a notification. The update of a pass has its own, whether it names a push type or not.</summary>
    public static PushTypeRule Of(NotificationContent content)
    {
        var isPass = content.Topic?.StartsWith(WalletPrefix, StringComparison.Ordinal) ?? false;
        return isPass && (content.PushType.IsUnspecified || content.PushType == PushType.Background) ? Wallet : Of(content.PushType);
    }

    /// <summary>What the topic must be, when it isn't; else null.</summary>
    public string? CheckTopic(string topic)
    {
        if (!topic.EndsWith(Suffix, StringComparison.Ordinal) || topic.Length == Suffix.Length)
            return $"must be the bundle id followed by {Suffix} for the push type {Name}";
        if (topic.StartsWith(Prefix, StringComparison.Ordinal) && topic.Length > Prefix.Length) return null;
        return IsWallet
            ? "must be the pass type identifier, pass.…"
            : $"must be the topic of the certificate, {Prefix}…, for the push type {Name}";
    }
}
