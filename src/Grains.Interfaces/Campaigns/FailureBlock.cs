using System.Buffers;
using System.Text;
using Push.Apns;
using Push.Grains.Audiences;

namespace Push.Grains.Campaigns;

/// <summary>
/// Failures packed into one block of bytes, as they lie in storage and travel: a version, the different outcomes with
/// their reasons, the number of devices, and per device its reason's place and its token, 34 bytes. Blocks may stand one
/// after the other.
/// </summary>
public static class FailureBlock
{
    private const byte Version = 1;

    /// <summary>Packs failures; empty when there are none.</summary>
    internal static ReadOnlyMemory<byte> Pack(IReadOnlyCollection<CampaignFailure> failures)
    {
        if (failures.Count == 0) return default;
        var reasons = failures.Select(failure => (failure.Outcome, failure.Reason)).Distinct().ToList();
        var places = reasons.Index().ToDictionary(reason => reason.Item, reason => reason.Index);
        var bytes = new ArrayBufferWriter<byte>(64 + failures.Count * 36);
        bytes.Write([Version]);
        Write(bytes, reasons.Count);
        foreach (var (outcome, reason) in reasons)
        {
            bytes.Write([(byte)outcome]);
            Write(bytes, Encoding.UTF8.GetBytes(reason));
        }
        Write(bytes, failures.Count);
        foreach (var failure in failures)
        {
            Write(bytes, places[(failure.Outcome, failure.Reason)]);
            Write(bytes, failure.Token.Bytes.Span);
        }
        return bytes.WrittenMemory;
    }

    /// <summary>Unpacks the failures of one block or several.</summary>
    /// <exception cref="InvalidDataException">A block was written by a later version.</exception>
    public static IEnumerable<CampaignFailure> Unpack(ReadOnlyMemory<byte> blocks)
    {
        for (var at = 0; at < blocks.Length;)
        {
            if (blocks.Span[at] != Version) throw new InvalidDataException($"Failures of version {blocks.Span[at]}.");
            at++;
            var reasons = new (FailureOutcome Outcome, string Text)[ReadNumber(blocks, ref at)];
            for (var i = 0; i < reasons.Length; i++)
                reasons[i] = ((FailureOutcome)blocks.Span[at++], Encoding.UTF8.GetString(ReadBytes(blocks, ref at).Span));
            for (var left = ReadNumber(blocks, ref at); left > 0; left--)
            {
                var (outcome, reason) = reasons[ReadNumber(blocks, ref at)];
                yield return new CampaignFailure(DeviceToken.FromBytes(ReadBytes(blocks, ref at)), outcome, reason);
            }
        }
    }

    private static int ReadNumber(ReadOnlyMemory<byte> bytes, ref int at) => (int)Varint.Read(bytes.Span, ref at);

    private static ReadOnlyMemory<byte> ReadBytes(ReadOnlyMemory<byte> bytes, ref int at)
    {
        var length = ReadNumber(bytes, ref at);
        at += length;
        return bytes.Slice(at - length, length);
    }

    private static void Write(ArrayBufferWriter<byte> bytes, int number)
    {
        var at = 0;
        Varint.Write(bytes.GetSpan(Varint.MaxSize), ref at, (ulong)number);
        bytes.Advance(at);
    }

    private static void Write(ArrayBufferWriter<byte> bytes, ReadOnlySpan<byte> text)
    {
        Write(bytes, text.Length);
        bytes.Write(text);
    }
}
