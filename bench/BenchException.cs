namespace Push.Bench;

/// <summary>Something could not be measured; the message is for the person at the terminal.</summary>
sealed class BenchException(string message) : Exception(message);
