using System.Globalization;
using System.Text;
using Push.Grains.Audiences;
using Push.Grains.Notifications;

namespace Push.Cli.TokenFiles;

/// <summary>
/// What a field of a token file says of a device besides its token: a column named <c>tags</c>, <c>registered_at</c>, or as an attribute,
/// with its kind behind a colon if it isn't text (<c>age:number</c>).
/// </summary>
internal sealed class AttributeColumn
{
    private static readonly char[] TagSeparators = [' ', ',', ';', '|'];

    /// <summary>How much later than now a time of registration may be: clocks differ.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    private readonly string _kind;

    private AttributeColumn(string name, string kind) => (Name, _kind) = (name, kind);

    /// <summary>The attribute that it stands for.</summary>
    public string Name { get; }

    /// <summary>Reads a header.</summary>
    /// <param name="header">The header, which is not the token's.</param>
    /// <param name="error">What is wrong with it, or null.</param>
    /// <returns>The column, or null when it has no name or none that is good.</returns>
    public static AttributeColumn? Read(string header, out string? error)
    {
        error = null;
        header = header.Trim().Trim('"');
        if (header.Length == 0) return null;
        var colon = header.LastIndexOf(':');
        var (name, kind) = colon < 0 ? (header, "text") : (header[..colon], header[(colon + 1)..]);
        name = NameOf(name);
        if (name is not (AttributeRules.RegisteredAt or AttributeRules.Tags)) error = AttributeRules.FindNameError(name);
        if (error is null && kind is not ("text" or "number" or "boolean" or "version"))
            error = "a column's kind is text, number, boolean or version";
        return error is null ? new AttributeColumn(name, kind) : null;
    }

    /// <summary>The name that a field of a file stands for: <c>app_version</c> and <c>user_id</c> are understood too.</summary>
    public static string NameOf(string field) => field switch
    {
        "app_version" => AttributeRules.AppVersion,
        "user_id" => AttributeRules.UserId,
        "registered_at" => AttributeRules.RegisteredAt,
        _ => field,
    };

    /// <summary>Whether a field is the time of registration, which is no attribute.</summary>
    public static bool IsRegisteredAt(string name) => name == AttributeRules.RegisteredAt;

    /// <summary>Takes a cell; an empty one says nothing.</summary>
    /// <exception cref="PushRequestException">It breaks a rule of attributes.</exception>
    public void Take(string cell, DeviceAttributesBuilder attributes, ref DateTimeOffset? registeredAt)
    {
        if (cell.Length == 0) return;
        if (Name == AttributeRules.RegisteredAt) registeredAt = TimeIn(cell);
        else if (Name == AttributeRules.Tags) AddTags(attributes, cell);
        else if (_kind == "number") attributes.Set(Name, NumberIn(cell));
        else if (_kind == "boolean") attributes.Set(Name, TruthIn(cell));
        else if (_kind == "version") attributes.Set(Name, VersionIn(cell));
        else attributes.Set(Name, cell);
    }

    /// <summary>A time in ISO 8601 or in seconds since 1970.</summary>
    /// <exception cref="PushRequestException">
    /// It is neither, or lies in the future: Apple's word that the device is gone would never count.
    /// </exception>
    public static DateTimeOffset TimeIn(string cell)
    {
        var time = AnyTimeIn(cell);
        return time <= TimeProvider.System.GetUtcNow() + Ahead ? time : throw Refuse("registered_at lies in the future");
    }

    private static DateTimeOffset AnyTimeIn(string cell)
    {
        if (long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= uint.MaxValue)
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        return DateTimeOffset.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && time > DateTimeOffset.UnixEpoch
            ? time
            : throw Refuse("registered_at is a time as 2026-01-31T12:00:00Z or in seconds since 1970");
    }

    private static void AddTags(DeviceAttributesBuilder attributes, string cell)
    {
        foreach (var tag in cell.Split(TagSeparators, StringSplitOptions.RemoveEmptyEntries)) attributes.AddTag(tag);
    }

    private double NumberIn(string cell) => double.TryParse(cell, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw Refuse($"{Name} is no number");

    private bool TruthIn(string cell) => cell switch
    {
        "true" or "TRUE" or "t" or "1" => true,
        "false" or "FALSE" or "f" or "0" => false,
        _ => throw Refuse($"{Name} is true or false"),
    };

    private AppVersion VersionIn(string cell) => AppVersion.TryParse(Encoding.UTF8.GetBytes(cell), out var version)
        ? version
        : throw Refuse($"{Name} is no version");

    private static PushRequestException Refuse(string rule) => new(RequestFault.Malformed, rule);
}
