using System.IO.Pipelines;
using Push.Cli.CommandLine;
using Push.Grains.Audiences;

namespace Push.Cli.TokenFiles;

/// <summary>
/// A file of device tokens, read once from its start to its end and never held in memory: ten million lines cost a
/// buffer.
/// </summary>
internal sealed class TokenFile : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly IAsyncEnumerator<AudienceDevice> _tokens;

    private TokenFile(string path, string name, Stream stream, IAsyncEnumerator<AudienceDevice> tokens, TokenFileReport report)
    {
        FullPath = path == "-" ? path : Path.GetFullPath(path);
        Name = name;
        _stream = stream;
        _tokens = tokens;
        Report = report;
    }

    /// <summary>The path from the root; - is standard input.</summary>
    public string FullPath { get; }

    /// <summary>What messages call it: its path, or "standard input".</summary>
    public string Name { get; }

    /// <summary>What was read so far.</summary>
    public TokenFileReport Report { get; }

    /// <summary>The part of the file that was read, 0 to 1; null for a pipe, which has no known end.</summary>
    public double? Fraction => _stream.CanSeek ? (double)_stream.Position / Math.Max(1, _stream.Length) : null;

    /// <summary>Opens <paramref name="path"/> (- is standard input) and reads up to its first good token.</summary>
    /// <exception cref="CommandException">It can't be read, or holds no token at all.</exception>
    public static async Task<TokenFile> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var name = path == "-" ? "standard input" : path;
        var stream = Payloads.InputFile.Open("--tokens", path);
        try
        {
            var report = new TokenFileReport();
            var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024));
            var format = await TokenFileFormats.DetectAsync(pipe, name, cancellationToken);
            var tokens = (format switch
            {
                TokenFileFormat.Csv => CsvTokens.ReadAsync(pipe.AsStream(), name, report, cancellationToken),
                TokenFileFormat.JsonLines => new LineTokens(pipe, JsonLine.TryParse, report).ReadAsync(cancellationToken),
                _ => new LineTokens(pipe, HexText.TryParseLine, report).ReadAsync(cancellationToken),
            }).GetAsyncEnumerator(cancellationToken);
            if (!await tokens.MoveNextAsync()) throw NoToken(name, report);
            return new TokenFile(path, name, stream, tokens, report);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>The devices of the good lines in the file's order, duplicates included. To be called once.</summary>
    public async IAsyncEnumerable<AudienceDevice> ReadAsync()
    {
        do yield return _tokens.Current;
        while (await _tokens.MoveNextAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _tokens.DisposeAsync();
        await _stream.DisposeAsync();
    }

    private static CommandException NoToken(string name, TokenFileReport report)
    {
        if (report.BadLines == 0) return CommandException.BadInput(name, "is empty: no device token in it");
        var problems = new List<Problem> { new(name, $"holds no device token; {report.BadLines:N0} bad lines") };
        problems.AddRange(report.FirstBadLines.Select(bad => new Problem($"{name}:{bad.Line}", bad.Reason)));
        return new CommandException(ExitCode.BadInput, problems);
    }
}
