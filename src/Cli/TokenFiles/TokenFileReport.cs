namespace Push.Cli.TokenFiles;

/// <summary>What was found in a token file so far. Written by the reader, read by whoever shows progress.</summary>
internal sealed class TokenFileReport
{
    /// <summary>Bad lines that are kept with their reason; all are counted.</summary>
    public const int MostKept = 20;

    private readonly List<BadLine> _first = [];
    private long _tokens;
    private long _badLines;

    /// <summary>Good tokens handed on, duplicates included.</summary>
    public long Tokens => Volatile.Read(ref _tokens);

    /// <summary>Lines that are no token; none of them is sent to.</summary>
    public long BadLines => Volatile.Read(ref _badLines);

    /// <summary>The first <see cref="MostKept"/> of them. To be read when the file is at its end.</summary>
    public IReadOnlyList<BadLine> FirstBadLines => _first;

    public void Good() => _tokens++;

    public void Bad(long line, string reason)
    {
        _badLines++;
        if (_first.Count < MostKept) _first.Add(new BadLine(line, reason));
    }
}
