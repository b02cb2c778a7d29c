using System.Globalization;
using Push.Cli.Campaigns;
using Push.Cli.Output;
using Push.Grains.Devices;
using Push.Grains.Feeds;

namespace Push.Cli.Feeds;

/// <summary>An event as <c>push events</c> prints it.</summary>
internal sealed record EventResult(long Cursor, Guid Id, string Kind, DateTimeOffset At)
{
    public string? Token { get; init; }

    public string? Campaign { get; init; }

    public string? Reason { get; init; }

    public DateTimeOffset? GoneSince { get; init; }

    public CountsResult? Counts { get; init; }

    public static EventResult Of(PushEvent item) => new(item.Cursor, item.Id, item.Kind.ToWord(), item.At)
    {
        Token = item.Token.IsEmpty ? null : item.Token.ToHex(),
        Campaign = item.Campaign,
        Reason = item.Reason == RetirementReason.None ? null : $"{item.Reason}",
        GoneSince = item.GoneSince,
        Counts = item.Counts is { } counts ? CountsResult.Of(counts) : null,
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Cursor}  {At.ToLocalText()}  {Kind,-17}  {Token ?? Campaign}{Details}");

    private string Details => (Reason, Counts) switch
    {
        ({ } reason, _) => Campaign is null ? $"  {reason}" : $"  {reason}, campaign {Campaign}",
        (_, { } counts) => string.Create(CultureInfo.InvariantCulture,
            $"  {counts.Accepted:N0} accepted, {counts.Rejected:N0} rejected, {counts.Skipped:N0} skipped, {counts.Unknown:N0} unknown"),
        _ => "",
    };
}
