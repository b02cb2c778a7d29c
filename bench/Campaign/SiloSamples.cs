namespace Push.Bench.Campaign;

/// <summary>One audience: brought in by one process, sent to twice by the next.</summary>
sealed record SiloSamples(SiloSample Import, SiloSample First, SiloSample Send);
