using Push.Simulator.Faults;
using Push.Simulator.Scripts;

namespace Push.Simulator.Requests;

/// <summary>
/// Judges a complete request: path and method, repeated headers, credential, each header, topic, device token, payload, and at last
/// the faults in force and what the token's script says. The credential comes before everything that concerns the notification, so any answer but 403 on
/// a known path tells that the credential held.
/// </summary>
internal sealed class RequestRules(
    ScriptedTokens scripts, BroadcastRules broadcasts, FaultControl faults, TimeProvider time)
{
    public Answer Judge(RequestRecord request, IRequestCredential credential)
    {
        if (!DevicePath.TryRead(request.Value(KnownHeader.Path), out ReadOnlySpan<byte> digits))
            return JudgeOtherPath(request, credential);
        Refusal? refusal = CheckMethod(request)
            ?? credential.Check(request)
            ?? CheckHeaders(request)
            ?? CheckTopic(request, credential, out PushTypeRule type)
            ?? CheckToken(request, digits)
            ?? CheckPayload(request, type);
        return refusal is null ? Refuse(request) ?? scripts.Answer(request.Token) : new Answer(refusal);
    }

    private Answer JudgeOtherPath(RequestRecord request, IRequestCredential credential)
    {
        if (!BroadcastRules.TryRead(request.Value(KnownHeader.Path), out ReadOnlySpan<byte> bundle))
            return new Answer(Refusal.BadPath);
        Refusal? refusal = CheckMethod(request)
            ?? credential.Check(request)
            ?? CheckHeaders(request)
            ?? broadcasts.Judge(request, bundle, credential);
        if (refusal is not null)
            return new Answer(refusal);
        if (Refuse(request) is { } refused)
            return refused;
        broadcasts.Count(request, bundle);
        return default;
    }

    /// <summary>The refusal of a right request by the faults in force.</summary>
    private Answer? Refuse(RequestRecord request)
    {
        return faults.Active?.Refuse(request.Token, time) is { IsAccepted: false } refused ? refused : null;
    }

    private static Refusal? CheckMethod(RequestRecord request)
    {
        if (!request.Value(KnownHeader.Method).SequenceEqual("POST"u8))
            return Refusal.MethodNotAllowed;
        return request.HasDuplicates ? Refusal.DuplicateHeaders : null;
    }

    private static Refusal? CheckHeaders(RequestRecord request)
    {
        if (request.Has(KnownHeader.Id) && !request.HasOwnId)
            return Refusal.BadMessageId;
        if (request.Has(KnownHeader.Expiration) && !HeaderChecks.IsExpiration(request.Value(KnownHeader.Expiration)))
            return Refusal.BadExpirationDate;
        if (request.Has(KnownHeader.Priority) && !HeaderChecks.TryReadPriority(request.Value(KnownHeader.Priority), out _))
            return Refusal.BadPriority;
        return HeaderChecks.IsCollapseId(request.Value(KnownHeader.CollapseId)) ? null : Refusal.BadCollapseId;
    }

    private static Refusal? CheckTopic(RequestRecord request, IRequestCredential credential, out PushTypeRule type)
    {
        ReadOnlySpan<byte> topic = request.Value(KnownHeader.Topic);
        type = PushTypeRule.OfTopic(topic);
        if (request.Has(KnownHeader.PushType))
        {
            if (PushTypeRule.Find(request.Value(KnownHeader.PushType)) is not { } named)
                return Refusal.InvalidPushType;
            type = named;
        }

        if (!HeaderChecks.IsTopic(topic))
            return Refusal.BadTopic;
        if (credential.CheckTopic(topic) is { } refusal)
            return refusal;
        if (!credential.MaySend(type.Sender))
            return Refusal.TopicDisallowed;
        if (!topic.IsEmpty && !type.AllowsTopic(topic))
            return Refusal.BadTopic;
        return IsPassUpdate(topic) || type.AllowsPriority(Priority(request)) ? null : Refusal.BadPriority;
    }

    /// <summary>The update of a Wallet pass: Apple names no push type for it, so the rules of the one it was given don't apply.</summary>
    public static bool IsPassUpdate(ReadOnlySpan<byte> topic) => topic.StartsWith("pass."u8);

    private static int Priority(RequestRecord request) =>
        HeaderChecks.TryReadPriority(request.Value(KnownHeader.Priority), out int priority) ? priority : 10;

    private static Refusal? CheckToken(RequestRecord request, ReadOnlySpan<byte> digits)
    {
        if (digits.IsEmpty)
            return Refusal.MissingDeviceToken;
        return request.Token.TryDecode(digits) ? null : Refusal.BadDeviceToken;
    }

    private static Refusal? CheckPayload(RequestRecord request, PushTypeRule type)
    {
        if (request.BodyLength == 0)
            return Refusal.PayloadEmpty;
        return request.BodyLength > type.MaxPayload ? Refusal.PayloadTooLarge : null;
    }
}
