namespace Push.Simulator.Tests.Fixtures;

/// <summary>What a client saw of an answer.</summary>
public sealed record PushAnswer(int Status, string? Reason, long? Timestamp, string? Id, string? UniqueId, TimeSpan? RetryAfter);
