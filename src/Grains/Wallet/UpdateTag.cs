using System.Globalization;

namespace Push.Grains.Wallet;

/// <summary>
/// The update tag that a device gets with a list of changed passes and asks with the next time. It counts the changes
/// that this device was to learn of, so two of them differ however close in time they are. The epoch is drawn when the
/// device's record is made: a tag from an earlier record means nothing.
/// </summary>
internal readonly record struct UpdateTag(ulong Epoch, long Count)
{
    public static UpdateTag? TryParse(string? text)
    {
        if (text is null || text.IndexOf('-', StringComparison.Ordinal) is not (>= 0 and var dash)) return null;
        return ulong.TryParse(text.AsSpan(0, dash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var epoch)
            && long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new UpdateTag(epoch, count)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch:x}-{Count}");
}
