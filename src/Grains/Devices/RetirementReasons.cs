using Push.Apns;
using Push.Grains.Connections;

namespace Push.Grains.Devices;

/// <summary>Reads an answer as a reason to retire.</summary>
internal static class RetirementReasons
{
    public static RetirementReason Of(Answer answer) => answer.Verdict switch
    {
        Verdict.Retire => answer.Reason == "ExpiredToken" ? RetirementReason.ExpiredToken : RetirementReason.Unregistered,
        Verdict.ProposeRetirement => RetirementReason.BadDeviceToken,
        _ => RetirementReason.None,
    };
}
