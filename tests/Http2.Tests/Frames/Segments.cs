using System.Buffers;

namespace Push.Http2.Tests.Frames;

/// <summary>One sequence of several pieces of memory, as a pipe makes them.</summary>
internal sealed class Segments : ReadOnlySequenceSegment<byte>
{
    private Segments(ReadOnlyMemory<byte> memory, long runningIndex) => (Memory, RunningIndex) = (memory, runningIndex);

    /// <summary>Cuts bytes into pieces of these lengths, over and over; 0 makes an empty segment.</summary>
    public static ReadOnlySequence<byte> Cut(byte[] bytes, int[] lengths)
    {
        var first = new Segments(ReadOnlyMemory<byte>.Empty, 0);
        var (last, at) = (first, 0);
        for (var i = 0; at < bytes.Length; i++)
        {
            var length = lengths.Sum() == 0 ? bytes.Length : lengths[i % lengths.Length];
            length = Math.Min(length, bytes.Length - at);
            var next = new Segments(bytes.AsMemory(at, length), at);
            last.Next = next;
            (last, at) = (next, at + length);
        }

        return new(first, 0, last, last.Memory.Length);
    }
}
