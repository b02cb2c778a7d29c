using Push.Http2.Flow;

namespace Push.Apns.Connections;

/// <summary>An open stream: whose attempt it carries, and what has come back so far.</summary>
internal struct StreamSlot
{
    public int StreamId;

    /// <summary>Neighbours in the order of opening, which is the order of deadlines; -1 at the ends.</summary>
    public int Older;
    public int Younger;

    /// <summary>Whose attempt this is; null once that has ended and only the stream is left.</summary>
    public Submission? Owner;
    public int Index;

    /// <summary>When the stream's deadline is (a timestamp of the connection's clock).</summary>
    public long Deadline;

    /// <summary>What the peer lets us send. All of a payload is sent at once, so only overflow matters after that.</summary>
    public SendWindow Window;

    /// <summary>An answer of which more is to come; null before the status and for answers in one frame.</summary>
    public PartialAnswer? Answer;
}
