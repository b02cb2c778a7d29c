using System.Runtime.InteropServices;

namespace Push.Apns.Packages;

/// <summary>Reads memory that may belong to anything.</summary>
internal static class MemoryReader
{
    public static Stream Open(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);
}
