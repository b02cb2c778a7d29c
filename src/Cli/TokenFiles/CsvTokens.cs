using System.Runtime.CompilerServices;
using CsvHelper;
using Push.Apns;
using Push.Cli.CommandLine;

namespace Push.Cli.TokenFiles;

/// <summary>Reads the column <c>token</c> of a CSV (RFC 4180; separator comma, semicolon or tab, as its header shows).</summary>
internal static class CsvTokens
{
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = null,
        HasHeader = true,
        SkipEmptyLines = true,
        TrackLineNumbers = true,
        TrimWhitespace = true,
        MalformedData = CsvMalformedDataHandling.Recover,
        MaxRecordSize = 1 << 20,
    };

    public static async IAsyncEnumerable<DeviceToken> ReadAsync(
        Stream stream,
        string file,
        TokenFileReport report,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = CsvReader.Create(stream, Options, leaveOpen: true);
        await reader.ReadHeaderAsync(cancellationToken);
        var column = reader.Headers.ToList().FindIndex(TokenFileFormats.IsTokenColumn);
        if (column < 0) throw CommandException.BadInput(file, "has no column \"token\"");
        while (await ReadAsync(reader, file, cancellationToken))
        {
            if (Take(reader, column, report, out DeviceToken token)) yield return token;
        }
    }

    private static async ValueTask<bool> ReadAsync(CsvReader reader, string file, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken);
        }
        catch (CsvFormatException e)
        {
            throw CommandException.BadInput(file, $"is no CSV from line {e.LineNumber} on: {e.Message}");
        }
    }

    private static bool Take(CsvReader reader, int column, TokenFileReport report, out DeviceToken token)
    {
        token = default;
        string? error = "no column \"token\" in this line";
        if (column < reader.FieldCount && HexText.TryParse(reader.GetSpan(column), out token, out error))
        {
            report.Good();
            return true;
        }

        report.Bad(reader.LineNumber, error!);
        return false;
    }
}
