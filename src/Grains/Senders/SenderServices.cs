using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Push.Grains.Apps;
using Push.Grains.Connections;

namespace Push.Grains.Senders;

/// <summary>What senders use of their silo.</summary>
internal sealed record SenderServices(
    AppDirectory Apps,
    LeasedDeviceReader Devices,
    DeviceJudge Judge,
    AppReporter Reporter,
    IGrainFactory Grains,
    SlotHomes Homes,
    IOptions<PushOptions> Options,
    TimeProvider Time,
    ILogger<SenderGrain> Log)
{
    public LeaseTimes Times => Options.Value.Leases;
}
