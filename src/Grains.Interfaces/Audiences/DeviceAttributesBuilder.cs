using System.Buffers.Binary;
using System.Text;
using Push.Grains.Notifications;

namespace Push.Grains.Audiences;

/// <summary>
/// Collects tags and attributes of a device and packs them. The last value set for a name counts; names and tags are case-sensitive.
/// </summary>
/// <remarks>Every method throws a <see cref="PushRequestException"/> that names the attribute and the rule it breaks.</remarks>
public sealed class DeviceAttributesBuilder
{
    private readonly SortedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _tags = new(StringComparer.Ordinal);

    /// <summary>Sets a string. The reserved names take what is theirs; <c>appVersion</c> reads a version out of it.</summary>
    public DeviceAttributesBuilder Set(string name, string value)
    {
        if (name == AttributeRules.AppVersion)
            return AppVersion.TryParse(Encoding.UTF8.GetBytes(value), out var version)
                ? Set(name, version)
                : throw Refuse(name, $"a version is 1 to {AppVersion.MaxParts} numbers separated by points");
        if (name == AttributeRules.UserId && AttributeRules.FindUserIdError(value) is { } error) throw Refuse(name, error);
        var kind = name switch
        {
            AttributeRules.UserId => EntryKind.UserId,
            AttributeRules.Language => EntryKind.Language,
            _ => EntryKind.String,
        };
        return Add(name, new Entry(kind, Text: value));
    }

    /// <summary>Sets a number.</summary>
    public DeviceAttributesBuilder Set(string name, double value)
    {
        if (!double.IsFinite(value)) throw Refuse(name, "a number is finite");
        if (value == 0) value = 0; // No negative zero: equal sets have equal bytes.
        var isWhole = Math.Abs(value) <= 1L << 53 && Math.Truncate(value) == value;
        return Add(Own(name), new Entry(isWhole ? EntryKind.Integer : EntryKind.Number, Number: value));
    }

    /// <summary>Sets a boolean.</summary>
    public DeviceAttributesBuilder Set(string name, bool value) =>
        Add(Own(name), new Entry(value ? EntryKind.True : EntryKind.False));

    /// <summary>Sets a version.</summary>
    public DeviceAttributesBuilder Set(string name, AppVersion value) => name == AttributeRules.AppVersion
        ? Add(name, new Entry(EntryKind.AppVersion, Version: value))
        : Add(Own(name), new Entry(EntryKind.Version, Version: value));

    /// <summary>Adds a tag; adding it again changes nothing.</summary>
    public DeviceAttributesBuilder AddTag(string tag)
    {
        if (AttributeRules.FindTagError(tag) is { } error) throw Refuse(AttributeRules.Tags, error);
        _tags.Add(tag);
        return this;
    }

    /// <summary>Packs what was set.</summary>
    /// <exception cref="PushRequestException">All together takes more than <see cref="AttributeRules.MaxSize"/> bytes.</exception>
    public DeviceAttributes Build()
    {
        if (_entries.Count == 0 && _tags.Count == 0) return DeviceAttributes.Empty;
        var room = new byte[1 + _tags.Sum(tag => Most(tag)) + _entries.Sum(entry => Most(entry.Key) + entry.Value.Most)];
        room[0] = AttributeReader.Version;
        var at = 1;
        foreach (var (name, entry) in _entries) entry.Write(room, ref at, name);
        foreach (var tag in _tags)
        {
            room[at++] = (byte)EntryKind.Tag;
            WriteText(room, ref at, tag);
        }
        if (at > AttributeRules.MaxSize)
            throw new PushRequestException(RequestFault.Malformed,
                $"attributes: tags and attributes of a device take at most {AttributeRules.MaxSize} bytes, these take {at}.");
        return DeviceAttributes.Trusted(room.AsMemory(0, at));
    }

    private DeviceAttributesBuilder Add(string name, Entry entry)
    {
        if (AttributeRules.FindNameError(name) is { } error) throw Refuse(name, error);
        if (HasLoneSurrogate(entry.Text))
            throw Refuse(name, "the text is not valid Unicode");
        _entries[name] = entry;
        return this;
    }

    private static bool HasLoneSurrogate(string? text)
    {
        foreach (var rune in (text ?? "").EnumerateRunes())
            if (rune == Rune.ReplacementChar) return true;
        return false;
    }

    private static string Own(string name) => name switch
    {
        AttributeRules.UserId or AttributeRules.Language => throw Refuse(name, "is a string"),
        AttributeRules.AppVersion => throw Refuse(name, "is a version, as \"2.10.1\""),
        _ => name,
    };

    private static PushRequestException Refuse(string name, string rule) =>
        new(RequestFault.Malformed, $"attributes: {Shorten(name)}: {rule}.");

    private static string Shorten(string name) => name.Length <= AttributeRules.MaxNameLength
        ? name
        : string.Concat(name.AsSpan(0, AttributeRules.MaxNameLength), "…");

    private static int Most(string text) => 1 + Varint.MaxSize + Encoding.UTF8.GetByteCount(text);

    private static void WriteText(Span<byte> to, ref int at, string text)
    {
        Varint.Write(to, ref at, (ulong)Encoding.UTF8.GetByteCount(text));
        at += Encoding.UTF8.GetBytes(text, to[at..]);
    }

    private readonly record struct Entry(EntryKind Kind, string? Text = null, double Number = 0, AppVersion Version = default)
    {
        public int Most => Text is null ? AppVersion.MaxLength : DeviceAttributesBuilder.Most(Text);

        public void Write(Span<byte> to, ref int at, string name)
        {
            to[at++] = (byte)Kind;
            if (Kind > EntryKind.Tag) WriteText(to, ref at, name);
            if (Text is not null)
            {
                WriteText(to, ref at, Text);
            }
            else if (Kind == EntryKind.Integer)
            {
                Varint.WriteSigned(to, ref at, (long)Number);
            }
            else if (Kind == EntryKind.Number)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(to[at..], Number);
                at += sizeof(double);
            }
            else if (Kind is EntryKind.AppVersion or EntryKind.Version)
            {
                to[at++] = (byte)Version.Parts;
                for (var part = 0; part < Version.Parts; part++) Varint.Write(to, ref at, Version[part]);
            }
        }
    }
}
