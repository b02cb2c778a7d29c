using Push.Cli.Output;
using Push.Grains.Devices;
using Push.Grains.Users;

namespace Push.Cli.Users;

/// <summary>A device of a user, as <c>push user devices</c> prints it.</summary>
internal sealed record UserDeviceResult(string Token, DateTimeOffset? RegisteredAt, string Attributes)
{
    public static UserDeviceResult Of(DeviceRecord device) =>
        new(device.Token.ToHex(), device.RegisteredAt, device.Attributes.ToString());
}

/// <summary>What became of a notification to one device of a user, as <c>push user send</c> prints it.</summary>
internal sealed record UserSendResult(string Token, string Outcome, string? Reason, Guid ApnsId)
{
    public static UserSendResult Of(UserReceipt receipt)
    {
        var answer = receipt.Receipt.Answer;
        return new UserSendResult(
            receipt.Token.ToHex(),
            answer.Outcome.ToWord(),
            answer.Reason is { } reason ? $"{answer.Status} {reason}" : answer.Cause == Apns.AttemptCause.None ? null : $"{answer.Cause}",
            receipt.Receipt.ApnsId);
    }
}
