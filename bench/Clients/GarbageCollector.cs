namespace Push.Bench.Clients;

/// <summary>How a .NET client collects: both are measured, and each is compared with its like.</summary>
enum GarbageCollector
{
    Server = 1,
    Workstation,
}
