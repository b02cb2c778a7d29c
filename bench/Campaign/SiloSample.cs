namespace Push.Bench.Campaign;

/// <summary>What a silo process used for one thing, start and warm-up taken off but for the memory.</summary>
/// <param name="Devices">How many devices it was done for.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="ProcessorSeconds">User and system time of the process meanwhile.</param>
/// <param name="PeakBytes">The most memory that the process ever had resident.</param>
/// <param name="WrittenBytes">What it handed to write calls meanwhile.</param>
sealed record SiloSample(int Devices, double Seconds, double ProcessorSeconds, long PeakBytes, long WrittenBytes)
{
    public double Rate => Devices / Seconds;

    public double Microseconds => ProcessorSeconds * 1e6 / Devices;

    public double PeakMegabytes => PeakBytes / 1e6;
}
