using System.Globalization;
using Push.Grains.Notifications;

namespace Push.Grains.Audiences;

/// <summary>The keys of audiences and their segments.</summary>
public static class AudienceKey
{
    /// <summary>
    /// Segments of a group agree in the low bits of their number, so an import has all their devices together and writes them one
    /// after the other. The group stands before the number, so that they lie together also where a store is ordered by key.
    /// </summary>
    internal const int SegmentGroups = 64;

    /// <summary>The audience of all devices of an app.</summary>
    /// <exception cref="PushRequestException">The name is malformed.</exception>
    public static string OfApp(string app) => $"a-{Name.Check(app, "app name")}";

    /// <summary>An imported list of an app.</summary>
    /// <exception cref="PushRequestException">A name is malformed.</exception>
    public static string OfList(string app, string list) =>
        $"l-{Name.Check(app, "app name")}/{Name.Check(list, "list name")}";

    /// <summary>An imported list of an app, or the audience of all its devices.</summary>
    /// <exception cref="PushRequestException">A name is malformed.</exception>
    public static string Of(string app, string? list) => list is null ? OfApp(app) : OfList(app, list);

    /// <summary>Whether an audience is that of all devices of an app.</summary>
    public static bool IsOfApp(string audience) => audience.StartsWith("a-", StringComparison.Ordinal);

    /// <summary>The app inside an audience's key.</summary>
    public static string AppOf(string audience) => audience[(audience.IndexOf('-') + 1)..].Split('/')[0];

    /// <summary>The key of a segment.</summary>
    public static string OfSegment(string audience, int segment) =>
        string.Create(CultureInfo.InvariantCulture, $"{audience}/{segment % SegmentGroups}/{segment}");

    /// <summary>The audience and the number inside a segment's key.</summary>
    public static (string Audience, int Segment) ParseSegment(string key)
    {
        var number = key.LastIndexOf('/') + 1;
        var group = key.LastIndexOf('/', number - 2);
        return (key[..group], int.Parse(key.AsSpan(number), NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
