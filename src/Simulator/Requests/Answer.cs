namespace Push.Simulator.Requests;

/// <summary>What a request is answered with; the default is 200 with an empty body.</summary>
/// <param name="Refusal">Status and reason, or null for 200.</param>
/// <param name="Timestamp">Since when the token is dead, in milliseconds since 1970; 0 for none.</param>
/// <param name="RetryAfter">Seconds of the <c>retry-after</c> header; 0 for none.</param>
internal readonly record struct Answer(Refusal? Refusal, long Timestamp = 0, int RetryAfter = 0)
{
    public int Status => Refusal?.Status ?? 200;

    public bool IsAccepted => Refusal is null;
}
