using System.Net;
using System.Net.Http.Headers;

namespace Push.Apns;

/// <summary>The requests about channels. The channel's id stands in a header, never in the path.</summary>
internal static class ChannelRequest
{
    public static HttpRequestMessage Create(string bundleId, ChannelStorage storage)
    {
        var request = Of(HttpMethod.Post, Path(bundleId), null);
        request.Content = new ByteArrayContent(storage == ChannelStorage.None
            ? """{"message-storage-policy":0,"push-type":"LiveActivity"}"""u8.ToArray()
            : """{"message-storage-policy":1,"push-type":"LiveActivity"}"""u8.ToArray());
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request;
    }

    public static HttpRequestMessage Read(string bundleId, string channelId) => Of(HttpMethod.Get, Path(bundleId), channelId);

    public static HttpRequestMessage Delete(string bundleId, string channelId) => Of(HttpMethod.Delete, Path(bundleId), channelId);

    public static HttpRequestMessage List(string bundleId) => Of(HttpMethod.Get, $"/1/apps/{Checked(bundleId)}/all-channels", null);

    private static string Path(string bundleId) => $"/1/apps/{Checked(bundleId)}/channels";

    private static string Checked(string bundleId) => ChannelRules.CheckBundleId(bundleId) is { } wrong
        ? throw new ArgumentException($"The bundle id {wrong}.", nameof(bundleId))
        : bundleId;

    private static HttpRequestMessage Of(HttpMethod method, string path, string? channelId)
    {
        if (channelId is not null && ChannelRules.CheckChannelId(channelId) is { } wrong)
            throw new ArgumentException($"The channel id {wrong}.", nameof(channelId));
        var request = new HttpRequestMessage(method, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation("apns-request-id", Guid.NewGuid().ToString());
        if (channelId is not null) request.Headers.TryAddWithoutValidation("apns-channel-id", channelId);
        return request;
    }
}
