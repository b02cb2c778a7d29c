using System.Buffers.Binary;

namespace Push.Grains.Audiences;

/// <summary>
/// Reads the packed attributes of a device where they lie: nothing is allocated, whatever is looked up.
/// </summary>
/// <remarks>
/// Packed by <see cref="DeviceAttributesBuilder"/>. The form is a version (1 byte) and the entries: a kind (1 byte), the
/// name if the kind doesn't say it, and the value; lengths and whole numbers are varints.
/// </remarks>
/// <param name="packed">The packed attributes, as <see cref="DeviceRow.Attributes"/> has them; empty: there are none.</param>
public readonly ref struct AttributeReader(ReadOnlySpan<byte> packed)
{
    internal const byte Version = 1;

    private readonly ReadOnlySpan<byte> _packed = packed;

    /// <summary>The value of an attribute; of the kind <see cref="AttributeKind.None"/> when there is none of that name.</summary>
    /// <param name="name">The name in UTF-8, a reserved one (<c>language</c>, <c>appVersion</c>, <c>userId</c>) or any other.</param>
    public AttributeValue Find(ReadOnlySpan<byte> name)
    {
        foreach (var entry in this)
            if (!entry.IsTag && entry.Name.SequenceEqual(name)) return entry.Value;
        return default;
    }

    /// <summary>Whether the device has a tag.</summary>
    /// <param name="tag">The tag in UTF-8.</param>
    public bool HasTag(ReadOnlySpan<byte> tag)
    {
        foreach (var entry in this)
            if (entry.IsTag && entry.Value.Utf8.SequenceEqual(tag)) return true;
        return false;
    }

    /// <summary>Goes through tags and attributes, in the order in which they are packed.</summary>
    public Enumerator GetEnumerator() => new(_packed);

    /// <summary>One tag or attribute.</summary>
    public readonly ref struct Entry
    {
        internal Entry(ReadOnlySpan<byte> name, AttributeValue value, bool isTag = false)
        {
            Name = name;
            Value = value;
            IsTag = isTag;
        }

        /// <summary>Whether it is a tag.</summary>
        public bool IsTag { get; }

        /// <summary>The attribute's name; empty for a tag.</summary>
        public ReadOnlySpan<byte> Name { get; }

        /// <summary>The attribute's value; for a tag its text.</summary>
        public AttributeValue Value { get; }
    }

    /// <summary>Goes through the entries.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<byte> _packed;
        private int _at;

        internal Enumerator(ReadOnlySpan<byte> packed)
        {
            if (packed.IsEmpty) return;
            if (packed[0] != Version) throw new InvalidDataException($"Attributes of version {packed[0]}.");
            _packed = packed;
            _at = 1;
        }

        /// <summary>The entry.</summary>
        public Entry Current { get; private set; }

        /// <summary>Goes on to the next entry.</summary>
        /// <exception cref="InvalidDataException">The bytes are no packed attributes.</exception>
        public bool MoveNext()
        {
            if (_at >= _packed.Length) return false;
            var kind = (EntryKind)_packed[_at++];
            Current = kind switch
            {
                EntryKind.UserId => new Entry("userId"u8, new AttributeValue(Text())),
                EntryKind.Language => new Entry("language"u8, new AttributeValue(Text())),
                EntryKind.AppVersion => new Entry("appVersion"u8, new AttributeValue(TakeVersion())),
                EntryKind.Tag => new Entry(default, new AttributeValue(Text()), isTag: true),
                _ => new Entry(Text(), Value(kind)),
            };
            return true;
        }

        private AttributeValue Value(EntryKind kind) => kind switch
        {
            EntryKind.String => new AttributeValue(Text()),
            EntryKind.Integer => new AttributeValue((double)Varint.ReadSigned(_packed, ref _at)),
            EntryKind.Number => new AttributeValue(BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)))),
            EntryKind.True => new AttributeValue(true),
            EntryKind.False => new AttributeValue(false),
            EntryKind.Version => new AttributeValue(TakeVersion()),
            _ => throw new InvalidDataException($"An attribute of the unknown kind {(byte)kind}."),
        };

        private AppVersion TakeVersion()
        {
            int parts = Take(1)[0];
            if (parts is 0 or > Audiences.AppVersion.MaxParts) throw new InvalidDataException($"A version of {parts} numbers.");
            Span<uint> numbers = stackalloc uint[parts];
            for (var part = 0; part < parts; part++) numbers[part] = (uint)Varint.Read(_packed, ref _at);
            return Audiences.AppVersion.Of(numbers);
        }

        private ReadOnlySpan<byte> Text() => Take((int)Varint.Read(_packed, ref _at));

        private ReadOnlySpan<byte> Take(int length)
        {
            if ((uint)length > (uint)(_packed.Length - _at)) throw new InvalidDataException("Attributes are cut off.");
            var taken = _packed.Slice(_at, length);
            _at += length;
            return taken;
        }
    }
}

/// <summary>What an entry of packed attributes is. Reserved names have a kind of their own and take no room.</summary>
internal enum EntryKind : byte
{
    UserId = 1,
    Language = 2,
    AppVersion = 3,
    Tag = 4,
    String = 5,
    Integer = 6,
    Number = 7,
    True = 8,
    False = 9,
    Version = 10,
}
