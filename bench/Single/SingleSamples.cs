namespace Push.Bench.Single;

/// <summary>What a silo process found out about the rate of single sends.</summary>
/// <param name="ColdRate">Sends/s to devices that nobody has sent to: each activates a grain.</param>
/// <param name="WarmRates">Sends/s to the same devices again, round by round.</param>
/// <param name="Microseconds">CPU of the whole silo for each warm send.</param>
/// <param name="AllocatedBytes">Allocated for each warm send.</param>
sealed record RateSample(double ColdRate, IReadOnlyList<double> WarmRates, double Microseconds, double AllocatedBytes);

/// <summary>How long single sends took.</summary>
/// <param name="Count">How many there were.</param>
/// <param name="MedianMilliseconds">The median.</param>
/// <param name="P99Milliseconds">99 of 100 took no longer.</param>
sealed record TimeSample(int Count, double MedianMilliseconds, double P99Milliseconds);

/// <summary>What a silo process found out about the time of single sends.</summary>
/// <param name="Idle">While nothing else is sent.</param>
/// <param name="Beside">While a campaign is sent at full rate over the same connections.</param>
/// <param name="CampaignRate">The campaign's notifications/s meanwhile.</param>
sealed record TimeSamples(TimeSample Idle, TimeSample Beside, double CampaignRate);
