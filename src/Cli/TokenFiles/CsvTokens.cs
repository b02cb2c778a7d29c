using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using Push.Apns;
using Push.Cli.CommandLine;
using Push.Grains.Audiences;
using Push.Grains.Notifications;

namespace Push.Cli.TokenFiles;

/// <summary>
/// Reads a CSV (RFC 4180; separator comma, semicolon or tab, as its header shows): the column <c>token</c>, and the others as
/// attributes.
/// </summary>
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

    public static async IAsyncEnumerable<AudienceDevice> ReadAsync(
        Stream stream,
        string file,
        TokenFileReport report,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = CsvReader.Create(stream, Options, leaveOpen: true);
        await reader.ReadHeaderAsync(cancellationToken);
        var column = reader.Headers.ToList().FindIndex(TokenFileFormats.IsTokenColumn);
        if (column < 0) throw CommandException.BadInput(file, "has no column \"token\"");
        var columns = FailureColumns.Are(reader.Headers) ? [] : ReadColumns(reader.Headers, column, file);
        while (await ReadAsync(reader, file, cancellationToken))
        {
            if (Take(reader, column, columns, report, out AudienceDevice device)) yield return device;
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

    private static List<(int Place, AttributeColumn Column)> ReadColumns(IEnumerable<string> headers, int token, string file)
    {
        var columns = new List<(int Place, AttributeColumn Column)>();
        foreach (var (place, header) in headers.Index())
        {
            if (place == token) continue;
            var column = TokenFileFormats.IsTokenColumn(header) ? throw Twice(header) : AttributeColumn.Read(header, out string? error);
            if (error is not null) throw CommandException.BadInput(file, $"column \"{header}\": {error}");
            if (column is null) continue;
            if (columns.Exists(known => known.Column.Name == column.Name)) throw Twice(header);
            columns.Add((place, column));
        }

        return columns;

        CommandException Twice(string header) => CommandException.BadInput(file, $"column \"{header}\": stands twice");
    }

    private static bool Take(
        CsvReader reader,
        int column,
        List<(int Place, AttributeColumn Column)> columns,
        TokenFileReport report,
        out AudienceDevice device)
    {
        device = default;
        string? error = "no column \"token\" in this line";
        if (column < reader.FieldCount && HexText.TryParse(reader.GetSpan(column), out DeviceToken token, out error))
        {
            try
            {
                device = columns.Count == 0 ? new AudienceDevice(token) : Describe(reader, token, columns);
                report.Good();
                return true;
            }
            catch (PushRequestException e)
            {
                error = e.Message;
            }
        }

        report.Bad(reader.LineNumber, error!);
        return false;
    }

    private static AudienceDevice Describe(
        CsvReader reader, DeviceToken token, List<(int Place, AttributeColumn Column)> columns)
    {
        var attributes = new DeviceAttributesBuilder();
        DateTimeOffset? registeredAt = null;
        foreach (var (place, column) in columns)
        {
            if (place < reader.FieldCount) column.Take(Encoding.UTF8.GetString(reader.GetSpan(place)), attributes, ref registeredAt);
        }

        return new AudienceDevice(token, attributes.Build(), registeredAt);
    }
}
