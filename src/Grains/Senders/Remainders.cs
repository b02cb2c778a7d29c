using System.Buffers.Binary;
using System.IO.Hashing;
using Push.Apns;
using Push.Grains.Audiences;

namespace Push.Grains.Senders;

/// <summary>
/// The form in which devices that are owed another attempt are stored: a version, then per device 8 bytes of its token's
/// hash, its attempts, misses, and due time; 11 to 14 bytes each.
/// </summary>
internal static class Remainders
{
    private const byte Version = 1;
    private const int MaxSize = 8 + 2 + Varint.MaxSize;
    private const byte MayHaveArrived = 0x80;

    /// <summary>
    /// The hash that stands for a device among those of its chunk. All of them are hashed to find one that is owed, so it is a
    /// quick one, and another than the hash that places a device in its chunk.
    /// </summary>
    public static ulong HashOf(DeviceToken token) => XxHash3.HashToUInt64(token.Bytes.Span);

    /// <summary>Packs the devices that are owed an attempt.</summary>
    /// <param name="rows">The devices that were leased.</param>
    /// <param name="owed">Those of them that are owed an attempt, in any order.</param>
    /// <param name="from">The time from which the stored due times count.</param>
    public static ReadOnlyMemory<byte> Pack(DeviceRows rows, IEnumerable<OwedDevice> owed, TimeSpan from)
    {
        var byPlace = owed.ToDictionary(device => device.Place);
        var bytes = new byte[1 + byPlace.Count * MaxSize];
        bytes[0] = Version;
        var (at, place) = (1, 0);
        foreach (var row in rows)
        {
            if (!byPlace.TryGetValue(place++, out var device)) continue;
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), HashOf(row.Token));
            at += sizeof(ulong);
            bytes[at++] = (byte)(Math.Min(device.Attempts, 0x7F) | (device.MayHaveArrived ? MayHaveArrived : 0));
            bytes[at++] = (byte)Math.Min(device.Misses, byte.MaxValue);
            Varint.Write(bytes, ref at, (ulong)Math.Max(0, (device.Due - from).TotalMilliseconds));
        }
        return bytes.AsMemory(0, at);
    }

    /// <summary>Unpacks devices, by the hash of their token.</summary>
    /// <param name="bytes">What was packed.</param>
    /// <param name="from">The time from which the stored due times count.</param>
    /// <exception cref="InvalidDataException">It was written by a later version.</exception>
    public static Dictionary<ulong, OwedDevice> Unpack(ReadOnlySpan<byte> bytes, TimeSpan from)
    {
        var devices = new Dictionary<ulong, OwedDevice>();
        if (bytes.IsEmpty) return devices;
        if (bytes[0] != Version) throw new InvalidDataException($"A remainder of version {bytes[0]}.");
        for (var at = 1; at < bytes.Length;)
        {
            var hash = BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
            at += sizeof(ulong);
            var (attempts, misses) = (bytes[at++], bytes[at++]);
            var due = from + TimeSpan.FromMilliseconds(Varint.Read(bytes, ref at));
            devices[hash] = new OwedDevice(
                0, attempts & 0x7F, misses, (attempts & MayHaveArrived) != 0, due, WasAnswered: due > TimeSpan.Zero);
        }
        return devices;
    }
}
