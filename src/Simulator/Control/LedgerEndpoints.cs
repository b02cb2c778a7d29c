using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Push.Simulator.Ledgers;
using Push.Simulator.Requests;

namespace Push.Simulator.Control;

/// <summary>The ledger as lines of JSON, and whether it holds what was expected.</summary>
internal static class LedgerEndpoints
{
    private const int FlushAt = 32 * 1024;
    private const int MaxLine = (2 * TokenBytes.MaxLength) + 16;

    public static void Map(WebApplication app, AnswerLedger ledger)
    {
        app.MapGet("/ledger", (HttpContext context) =>
            ledger.KeepsTokens ? ReadAsync(context, ledger) : RefuseAsync(context))
            .WithMetadata(
                QueryParameter.OneOf("of", "tokens", "ids"), QueryParameter.OneOf("duplicates", "true", "false"),
                QueryParameter.Token, QueryParameter.Id);
        app.MapPost("/ledger/check", (HttpContext context) =>
            ledger.KeepsTokens ? CheckAsync(context, ledger) : RefuseAsync(context));
    }

    private static Task RefuseAsync(HttpContext context) => ControlJson.RefuseAsync(
        context, StatusCodes.Status409Conflict, "The ledger keeps no tokens: LedgerTokens is off.");

    private static Task ReadAsync(HttpContext context, AnswerLedger ledger)
    {
        IQueryCollection query = context.Request.Query;
        string? token = query["token"];
        string? id = query["apns-id"];
        if (query.Count > 1 && (token ?? id) is not null)
            throw new InputException(token is null ? "apns-id" : "token", "goes with no other parameter");
        int atLeast = query["duplicates"] == "true" ? 2 : 0;
        return WriteAsync(context, (token, id, (string?)query["of"]) switch
        {
            ({ }, _, _) => [Line(new TokenAnswers(token.ToLowerInvariant(), ledger.FindToken(Convert.FromHexString(token))))],
            (_, { }, _) => [Line(new IdAnswers(Guid.Parse(id), ledger.FindId(Guid.Parse(id))))],
            (_, _, "tokens") => ledger.Tokens(atLeast).Select(Line),
            (_, _, "ids") => ledger.Ids(atLeast).Select(Line),
            _ => ledger.Tokens(atLeast).Select(Line).Concat(ledger.Ids(atLeast).Select(Line)),
        });
    }

    private static LedgerLine Line(TokenAnswers answers) =>
        new(answers.Token, null, answers.Counts.Accepted, answers.Counts.Rejected);

    private static LedgerLine Line(IdAnswers answers) =>
        new(null, answers.Id.ToString(), answers.Counts.Accepted, answers.Counts.Rejected);

    /// <summary>Writes a line for each, and waits for the client that reads them: no more than a stripe of the ledger is held.</summary>
    private static async Task WriteAsync(HttpContext context, IEnumerable<LedgerLine> lines)
    {
        context.Response.ContentType = "application/x-ndjson";
        PipeWriter output = context.Response.BodyWriter;
        using Utf8JsonWriter json = new(output);
        foreach (LedgerLine line in lines)
        {
            JsonSerializer.Serialize(json, line, ControlJson.Options);
            output.Write("\n"u8);
            json.Reset();
            if (output.UnflushedBytes >= FlushAt)
                await output.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }

        await output.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Takes the expected tokens, one in each line.</summary>
    private static async Task CheckAsync(HttpContext context, AnswerLedger ledger)
    {
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        LedgerCheck.Tally tally = ledger.BeginCheck();
        TokenBytes token = new();
        PipeReader body = context.Request.BodyReader;
        for (long number = 1; await ReadLineAsync(body, context.RequestAborted).ConfigureAwait(false) is { } line; number++)
        {
            ReadOnlySpan<byte> digits = line.Span.Trim(" \t\r"u8);
            if (digits.IsEmpty)
                continue;
            if (!token.TryDecode(digits))
                throw new InputException($"Line {number}", TokenBytes.Form);
            tally.Add(token.Span);
        }

        LedgerCheck check = tally.Read();
        if (check.Expected == 0)
            throw new InputException("tokens", "must stand in the body, one in each line: there are none");
        await ControlJson.WriteAsync(context, check).ConfigureAwait(false);
    }

    /// <summary>The next line without its end, cut off behind the longest token; null at the end.</summary>
    private static async ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(PipeReader body, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> rest = read.Buffer;
            SequencePosition? end = rest.PositionOf((byte)'\n');
            if (end is null && !read.IsCompleted && rest.Length < MaxLine)
            {
                body.AdvanceTo(rest.Start, rest.End);
                continue;
            }

            if (end is null && rest.IsEmpty)
            {
                body.AdvanceTo(rest.End);
                return null;
            }

            ReadOnlySequence<byte> line = end is { } at ? rest.Slice(0, at) : rest;
            byte[] kept = line.Slice(0, Math.Min(line.Length, MaxLine)).ToArray();
            body.AdvanceTo(end is { } behind ? rest.GetPosition(1, behind) : rest.End);
            return kept;
        }
    }

    private sealed record LedgerLine(string? Token, string? ApnsId, int Accepted, int Rejected);
}
