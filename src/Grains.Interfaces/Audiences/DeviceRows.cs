using System.Buffers.Binary;
using Push.Apns;
using Push.Grains.Devices;

namespace Push.Grains.Audiences;

/// <summary>
/// Devices packed into one block of bytes: the form in which they lie in storage, travel, and are sent. A device with a
/// token of 32 bytes takes 35; none is an object.
/// </summary>
/// <remarks>
/// Written by <see cref="DeviceRowsWriter"/>. The block is a version (1 byte), a base time (8 bytes) and the rows; a row
/// is token length, token, flags, and what the flags say; lengths are varints, times zigzag varints from the base.
/// </remarks>
/// <param name="Count">How many rows there are.</param>
/// <param name="Bytes">The block; empty when there are none.</param>
[GenerateSerializer, Immutable, Alias("push.device-rows")]
public sealed record DeviceRows([property: Id(0)] int Count, [property: Id(1)] ReadOnlyMemory<byte> Bytes)
{
    internal const byte Version = 1;
    internal const int HeaderSize = 9;

    /// <summary>No rows.</summary>
    public static DeviceRows None { get; } = new(0, default);

    /// <summary>Reads the rows one after the other, without allocating.</summary>
    /// <exception cref="InvalidDataException">The block was written by a later version.</exception>
    public Enumerator GetEnumerator() => new(Bytes);

    /// <summary>Reads rows out of a block.</summary>
    public struct Enumerator
    {
        private readonly ReadOnlyMemory<byte> _bytes;
        private readonly long _baseTime;
        private int _at;

        internal Enumerator(ReadOnlyMemory<byte> bytes)
        {
            _bytes = bytes;
            if (bytes.IsEmpty) return;
            if (bytes.Span[0] != Version) throw new InvalidDataException($"Device rows of version {bytes.Span[0]}.");
            _baseTime = BinaryPrimitives.ReadInt64LittleEndian(bytes.Span[1..]);
            _at = HeaderSize;
        }

        /// <summary>The row.</summary>
        public DeviceRow Current { get; private set; }

        /// <summary>Goes on to the next row.</summary>
        public bool MoveNext()
        {
            if (_at >= _bytes.Length) return false;
            var span = _bytes.Span;
            var token = DeviceToken.FromBytes(Take((int)Varint.Read(span, ref _at)));
            var flags = (RowFlags)span[_at++];
            var added = _baseTime + Varint.ReadSigned(span, ref _at);
            Current = new DeviceRow
            {
                Token = token,
                AddedAt = added,
                RegisteredAt = (flags & RowFlags.RegistrationUnknown) != 0 ? 0
                    : (flags & RowFlags.RegisteredLater) != 0 ? _baseTime + Varint.ReadSigned(span, ref _at) : added,
                Retired = (flags & RowFlags.Retired) != 0 ? (RetirementReason)span[_at++] : RetirementReason.None,
                EndedAt = (flags & (RowFlags.Retired | RowFlags.Removed)) != 0
                    ? _baseTime + Varint.ReadSigned(span, ref _at) : 0,
                ProposedAt = (flags & RowFlags.Proposed) != 0 ? _baseTime + Varint.ReadSigned(span, ref _at) : 0,
                Attributes = (flags & RowFlags.Attributes) != 0 ? Take((int)Varint.Read(span, ref _at)) : default,
                IsRemoved = (flags & RowFlags.Removed) != 0,
                IsNote = (flags & RowFlags.Note) != 0,
            };
            return true;
        }

        private ReadOnlyMemory<byte> Take(int length)
        {
            var taken = _bytes.Slice(_at, length);
            _at += length;
            return taken;
        }
    }
}

/// <summary>What a row has besides token and time.</summary>
[Flags]
internal enum RowFlags : byte
{
    None = 0,
    Attributes = 1,
    Retired = 2,
    Proposed = 4,
    Removed = 8,
    RegisteredLater = 16,
    RegistrationUnknown = 32,
    Note = 64,
}
