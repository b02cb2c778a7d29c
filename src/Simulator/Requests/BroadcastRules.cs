using System.Text.Json;
using Push.Simulator.Channels;

namespace Push.Simulator.Requests;

/// <summary>
/// Judges a message to a broadcast channel, <c>POST /4/broadcasts/apps/{bundle}</c>: channel id, expiration, priority and push type are
/// all required. The path is known and its credential was not looked at.
/// </summary>
internal sealed class BroadcastRules(SimulatedChannels channels)
{
    private const int MaxPayload = 5120;
    private const string Prefix = "/4/broadcasts/apps/";

    /// <summary>Finds the app's bundle id; false when the path is another one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> bundle)
    {
        bundle = path.StartsWith("/4/broadcasts/apps/"u8) ? path[Prefix.Length..] : default;
        return !bundle.IsEmpty && bundle.IndexOfAny((byte)'/', (byte)'?') < 0;
    }

    public Refusal? Judge(RequestRecord request, ReadOnlySpan<byte> bundle, IRequestCredential credential)
    {
        if (!HeaderChecks.IsTopic(bundle))
            return Refusal.BadRequestParams;
        if (credential.CheckTopic(bundle) is not null)
            return Refusal.TopicMismatch;
        return CheckHeaders(request) ?? CheckPayload(request) ?? CheckChannel(request, bundle, count: false);
    }

    /// <summary>Counts a message that was accepted.</summary>
    public void Count(RequestRecord request, ReadOnlySpan<byte> bundle) => CheckChannel(request, bundle, count: true);

    private static Refusal? CheckHeaders(RequestRecord request)
    {
        if (!request.Has(KnownHeader.ChannelId))
            return Refusal.MissingChannelId;
        if (!SimulatedChannels.IsId(request.Value(KnownHeader.ChannelId)))
            return Refusal.BadChannelId;
        if (!request.Has(KnownHeader.PushType))
            return Refusal.MissingPushType;
        if (!System.Text.Ascii.EqualsIgnoreCase(request.Value(KnownHeader.PushType), "liveactivity"u8))
            return Refusal.InvalidPushType;
        if (!request.Has(KnownHeader.Expiration))
            return Refusal.BadExpirationDate;
        return request.Value(KnownHeader.Priority) is [(byte)'5'] or [(byte)'1', (byte)'0'] ? null : Refusal.BadPriority;
    }

    private static Refusal? CheckPayload(RequestRecord request)
    {
        if (request.BodyLength == 0)
            return Refusal.PayloadEmpty;
        if (request.BodyLength > MaxPayload)
            return Refusal.PayloadTooLarge;
        return IsObject(request.Body) ? null : Refusal.BadRequestPayload;
    }

    private static bool IsObject(ReadOnlySpan<byte> payload)
    {
        Utf8JsonReader json = new(payload);
        try
        {
            bool isObject = json.Read() && json.TokenType == JsonTokenType.StartObject;
            while (json.Read())
            {
            }

            return isObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private Refusal? CheckChannel(RequestRecord request, ReadOnlySpan<byte> bundle, bool count) =>
        channels.Contains(bundle, request.Value(KnownHeader.ChannelId), count) ? null : Refusal.ChannelNotRegistered;
}
