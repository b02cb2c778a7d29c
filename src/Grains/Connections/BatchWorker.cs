using System.Buffers;
using System.Buffers.Binary;
using Push.Apns;
using Push.Grains.Apps;
using Push.Grains.Campaigns;
using Push.Grains.Concurrency;

namespace Push.Grains.Connections;

/// <summary>
/// Sends batches off the grain's scheduler: unpacks devices, computes their <c>apns-id</c>s, has the transport send, and
/// packs the results. Nothing is allocated per notification.
/// </summary>
/// <remarks>Called by <see cref="ConnectionGrain"/>; calls <see cref="IApnsTransport"/>.</remarks>
internal sealed class BatchWorker(IApnsTransport transport, AppGate gate, Telemetry.PushMetrics metrics) : IAsyncDisposable
{
    /// <summary>What a batch may take to be written, so that with the deadline of answers it returns within 20 s.</summary>
    public static readonly TimeSpan MaxWriting = TimeSpan.FromSeconds(9);

    // A campaign that is cancelled stops writing after at most this time, and answers to what was written still count.
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(500);

    // Two are enough to keep the connection busy while one waits for its last answers; more would only wait longer.
    private const int Concurrency = 3;

    private readonly SemaphoreSlim _places = new(Concurrency);

    public async Task<BatchResult> SendAsync(Batch batch, CancellationToken halted)
    {
        var started = metrics.Now;
        var within = batch.WriteWithin < MaxWriting ? batch.WriteWithin : MaxWriting;
        if (!await _places.TryEnterAsync(within, halted)) return BatchResult.Of(Answer.Busy);
        var recipients = ArrayPool<Recipient>.Shared.Rent(batch.Devices.Count);
        var results = ArrayPool<AttemptResult>.Shared.Rent(batch.Devices.Count);
        try
        {
            var count = Unpack(batch, recipients);
            results.AsSpan(0, count).Clear();
            var problem = await SendAsync(
                batch.Content, recipients.AsMemory(0, count), results.AsMemory(0, count),
                within - metrics.Since(started), halted);
            metrics.Batch(results.AsSpan(0, count), started);
            return Result(results.AsSpan(0, count), problem);
        }
        finally
        {
            ArrayPool<Recipient>.Shared.Return(recipients, clearArray: true);
            ArrayPool<AttemptResult>.Shared.Return(results, clearArray: true);
            _places.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await transport.DisposeAsync();
        _places.Dispose();
    }

    private BatchResult Result(ReadOnlySpan<AttemptResult> results, CampaignProblem? problem)
    {
        var packed = BatchPacker.Pack(results);
        problem ??= transport.Problem;
        return problem is null ? packed : packed with { Problem = problem };
    }

    private async Task<CampaignProblem?> SendAsync(
        NotificationContent content,
        ReadOnlyMemory<Recipient> recipients,
        Memory<AttemptResult> results,
        TimeSpan within,
        CancellationToken halted)
    {
        var started = metrics.Now;
        var done = 0;
        if (!gate.IsProven(content.Topic))
        {
            var probed = await ProbeAsync(content, recipients, results, within, halted);
            done = probed ?? 0;
            var problem = gate.ProblemOf(content.Topic);
            if (probed is null || problem is not null)
            {
                NotSent(
                    recipients.Span[done..], results.Span[done..],
                    problem is null ? AttemptCause.Deadline : AttemptCause.NoCredential);
                return problem;
            }
        }
        while (done < recipients.Length)
        {
            var left = within - metrics.Since(started);
            if (halted.IsCancellationRequested || left <= TimeSpan.Zero)
            {
                NotSent(recipients.Span[done..], results.Span[done..], AttemptCause.Deadline);
                break;
            }
            await transport.SendBatchAsync(
                content, recipients[done..], results[done..], left < Slice ? left : Slice, CancellationToken.None);
            var next = UnwrittenFrom(results.Span, done);
            gate.Observe(content.Topic, results.Span[done..next], transport.Explain);
            done = next;
            if (gate.ProblemOf(content.Topic) is not { } problem) continue;
            NotSent(recipients.Span[done..], results.Span[done..], AttemptCause.NoCredential);
            return problem;
        }
        return null;
    }

    // How many were tried; null: there was no time to.
    private async Task<int?> ProbeAsync(
        NotificationContent content,
        ReadOnlyMemory<Recipient> recipients,
        Memory<AttemptResult> results,
        TimeSpan within,
        CancellationToken halted)
    {
        var started = metrics.Now;
        var entry = await gate.EnterAsync(content.Topic, within, halted);
        if (entry is GateEntry.Proven or GateEntry.Closed) return 0;
        if (entry == GateEntry.Late) return null;
        try
        {
            var left = within - metrics.Since(started);
            if (left <= TimeSpan.Zero) return null;
            var size = Math.Min(entry == GateEntry.TryOne ? 1 : AppGate.ProbeSize, recipients.Length);
            await transport.SendBatchAsync(content, recipients[..size], results[..size], left, CancellationToken.None);
            gate.Observe(content.Topic, results.Span[..size], transport.Explain);
            return size;
        }
        finally
        {
            gate.LeaveProbe();
        }
    }

    // Devices are written in order, so what a slice had no time for is the end of it.
    private static int UnwrittenFrom(ReadOnlySpan<AttemptResult> results, int from)
    {
        var first = results.Length;
        while (first > from && results[first - 1] is { Outcome: AttemptOutcome.NotSent, Cause: AttemptCause.Deadline }) first--;
        return first;
    }

    private static int Unpack(Batch batch, Span<Recipient> recipients)
    {
        Span<byte> nonce = stackalloc byte[16];
        batch.Nonce.TryWriteBytes(nonce, bigEndian: true, out _);
        var campaign = BinaryPrimitives.ReadUInt128BigEndian(nonce);
        var isTemplate = batch.Content.Template is not null;
        var count = 0;
        foreach (var row in batch.Devices)
            recipients[count++] = new Recipient(
                row.Token, NotificationId.For(campaign, row.Token), isTemplate ? row.Attributes : default);
        return count;
    }

    private static void NotSent(ReadOnlySpan<Recipient> recipients, Span<AttemptResult> results, AttemptCause cause)
    {
        for (var i = 0; i < recipients.Length; i++) results[i] = AttemptResult.NotSent(recipients[i].Id, cause);
    }
}
