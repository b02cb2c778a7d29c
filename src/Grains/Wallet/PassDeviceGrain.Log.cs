using Microsoft.Extensions.Logging;
using Push.Apns;

namespace Push.Grains.Wallet;

internal sealed partial class PassDeviceGrain
{
    [LoggerMessage(1, LogLevel.Information, "Device {Token} is gone, with it {Passes} registrations of {PassType}.")]
    private partial void LogDropped(string passType, DeviceToken token, int passes);

    [LoggerMessage(2, LogLevel.Debug, "Update push of {PassType} to {Token} not sent: {Outcome}, {Reason}. It is tried again.")]
    private partial void LogNotSent(string passType, DeviceToken token, AttemptOutcome outcome, string reason);
}
