using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Push.Grains.Audiences;

namespace Push.Cli.TokenFiles;

/// <summary>Reads the formats that have one token per line, straight from the bytes: no string is made of a good line.</summary>
internal sealed class LineTokens(PipeReader pipe, LineTokens.Parser parse, TokenFileReport report)
{
    /// <summary>The longest line: a token of the longest kind with room for the rest of a JSON object.</summary>
    private const int LongestLine = 64 * 1024;

    private readonly List<AudienceDevice> _batch = [];
    private long _line;
    private bool _skipping;

    /// <summary>Makes a device of one line, or says what is wrong with it.</summary>
    internal delegate bool Parser(ReadOnlySpan<byte> line, out AudienceDevice device, out string? error);

    public async IAsyncEnumerable<AudienceDevice> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await pipe.ReadAsync(cancellationToken);
            var consumed = TakeLines(result.Buffer, result.IsCompleted);
            pipe.AdvanceTo(consumed, result.Buffer.End);
            foreach (var device in _batch) yield return device;
            _batch.Clear();
            if (result.IsCompleted) yield break;
        }
    }

    private SequencePosition TakeLines(ReadOnlySequence<byte> buffer, bool last)
    {
        var reader = new SequenceReader<byte>(buffer);
        while (reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n')) TakeLine(line);
        if (last)
        {
            TakeLine(reader.UnreadSequence);
            return buffer.End;
        }

        if (reader.Remaining <= LongestLine) return reader.Position;
        if (!_skipping) report.Bad(_line + 1, $"longer than {LongestLine:N0} bytes");
        _skipping = true;
        return buffer.End;
    }

    private void TakeLine(ReadOnlySequence<byte> line)
    {
        _line++;
        if (_skipping)
        {
            _skipping = false;
            return;
        }

        var text = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
        text = text.Trim(" \t\r"u8);
        if (text.IsEmpty) return;
        if (parse(text, out AudienceDevice device, out string? error))
        {
            report.Good();
            _batch.Add(device);
        }
        else
        {
            report.Bad(_line, error!);
        }
    }
}
