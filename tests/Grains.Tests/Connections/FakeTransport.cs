using Push.Apns;

namespace Push.Grains.Connections;

/// <summary>A transport that answers as a test says, and remembers what it was given.</summary>
internal sealed class FakeTransport : IApnsTransport
{
    /// <summary>How many devices each batch had.</summary>
    public List<int> Sizes { get; } = [];

    public List<Guid> Ids { get; } = [];

    /// <summary>The answer by the place in the batch; of a notification alone, 0.</summary>
    public Func<int, Guid, AttemptResult> Answer { get; set; } = (_, id) => AttemptResult.Accepted(id);

    public Action Sent { get; set; } = () => { };

    /// <summary>What the answers of a batch wait for.</summary>
    public Task Answered { get; set; } = Task.CompletedTask;

    /// <summary>What the answer to a notification alone waits for; called once for each.</summary>
    public Func<Task> AnsweringOne { get; set; } = () => Task.CompletedTask;

    public int WrittenPerSlice { get; set; } = int.MaxValue;

    public bool IsConnected => true;

    public int MaxSingles { get; set; } = 1000;

    public string? Failure => null;

    public string? Explanation { get; set; }

    public string? Explain(ApnsReason reason) => Explanation;

    public async ValueTask<AttemptResult> SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        await AnsweringOne();
        return Answer(0, notification.Id ?? Guid.Empty);
    }

    public ValueTask SendBatchAsync(
        NotificationContent content,
        ReadOnlyMemory<Recipient> recipients,
        Memory<AttemptResult> results,
        TimeSpan writeWithin,
        CancellationToken cancellationToken)
    {
        Sizes.Add(recipients.Length);
        for (var i = 0; i < recipients.Length; i++)
        {
            var id = recipients.Span[i].Id;
            Ids.Add(id);
            results.Span[i] = i < WrittenPerSlice ? Answer(i, id) : AttemptResult.NotSent(id, AttemptCause.Deadline);
        }
        Sent();
        return new ValueTask(Answered);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
