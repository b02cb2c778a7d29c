namespace Push.Simulator.Ledgers;

/// <summary>How often something was answered.</summary>
/// <param name="Accepted">Answers with status 200; stays at 65,535 when there were more.</param>
/// <param name="Rejected">Answers with another status; stays at 65,535 when there were more.</param>
public readonly record struct AnswerCounts(int Accepted, int Rejected)
{
    /// <summary>All answers.</summary>
    public int Total => Accepted + Rejected;
}

/// <summary>What counting an answer found.</summary>
/// <param name="IsKnown">False when the table was full and does not hold the key.</param>
/// <param name="Before">The counts before this answer.</param>
internal readonly record struct CountedAnswer(bool IsKnown, AnswerCounts Before);
