using System.Collections.Immutable;
using Push.Apns;

namespace Push.Grains.Connections;

/// <summary>Packs the results of a batch: the few different answers, one byte per device, and the timestamps of 410.</summary>
internal static class BatchPacker
{
    private const int MaxWithText = 128;
    private const int MaxAnswers = 256;

    private static readonly BatchResult AllAccepted = BatchResult.Of(Answer.Accepted);

    public static BatchResult Pack(ReadOnlySpan<AttemptResult> results)
    {
        var first = IndexOfOther(results);
        if (first < 0) return AllAccepted;
        var answers = ImmutableArray.CreateBuilder<Answer>();
        answers.Add(Answer.Accepted);
        var gone = ImmutableArray.CreateBuilder<GoneSince>();
        var indexes = new byte[results.Length];
        for (var i = first; i < results.Length; i++)
        {
            ref readonly var result = ref results[i];
            if (result.Outcome == AttemptOutcome.Accepted) continue;
            indexes[i] = IndexOf(answers, result);
            if (result.Timestamp is { } timestamp) gone.Add(new GoneSince(i, timestamp.ToUnixTimeMilliseconds()));
        }
        return new BatchResult(answers.ToImmutable(), indexes) { Gone = gone.ToImmutable() };
    }

    private static int IndexOfOther(ReadOnlySpan<AttemptResult> results)
    {
        for (var i = 0; i < results.Length; i++)
            if (results[i].Outcome != AttemptOutcome.Accepted) return i;
        return -1;
    }

    // There are few, so they are looked through. Should a peer invent a reason per device, their texts are dropped.
    private static byte IndexOf(ImmutableArray<Answer>.Builder answers, in AttemptResult result)
    {
        for (var i = 1; i < answers.Count; i++)
            if (IsSame(answers[i], result)) return (byte)i;
        if (answers.Count < MaxWithText)
        {
            answers.Add(Answer.Of(result));
            return (byte)(answers.Count - 1);
        }
        var plain = new Answer(result.Outcome, result.Cause, result.Status);
        var place = answers.IndexOf(plain);
        if (place >= 0) return (byte)place;
        if (answers.Count < MaxAnswers) answers.Add(plain);
        return (byte)(answers.Count - 1);
    }

    private static bool IsSame(Answer answer, in AttemptResult result) =>
        answer.Outcome == result.Outcome && answer.Cause == result.Cause && answer.Status == result.Status
        && answer.Reason == result.Reason?.Text && answer.RetryAfter == result.RetryAfter;
}
