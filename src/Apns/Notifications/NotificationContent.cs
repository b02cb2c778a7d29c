using System.Diagnostics.CodeAnalysis;

namespace Push.Apns;

/// <summary>
/// Everything of a notification but whom it goes to: the payload and the headers that all recipients share.
/// </summary>
/// <remarks>Made by the caller or a campaign; written to streams by the connection, which reads it only.</remarks>
public sealed record NotificationContent
{
    /// <summary>Makes one whose payload is given.</summary>
    public NotificationContent()
    {
    }

    /// <summary>Makes one whose payload is filled for each recipient.</summary>
    [SetsRequiredMembers]
    public NotificationContent(PayloadTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        Payload = template.Source;
        // What everybody gets alike needs no filling.
        if (template.HasPlaceholders) Template = template;
    }

    /// <summary>
    /// The JSON object that is sent byte for byte, or the default of <see cref="Template"/>. It must not change while it is
    /// being sent.
    /// </summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>What is filled for each recipient in place of <see cref="Payload"/>; null: nothing is.</summary>
    public PayloadTemplate? Template { get; private init; }

    /// <summary>
    /// The header <c>apns-topic</c>: the app's bundle id with the push type's suffix (<see cref="PushType.TopicOf"/>). May be null only with a client
    /// certificate that has one topic.
    /// </summary>
    public string? Topic { get; init; }

    /// <summary>The header <c>apns-push-type</c>; by default left out.</summary>
    public PushType PushType { get; init; }

    /// <summary>The header <c>apns-expiration</c>; by default left out.</summary>
    public Expiration Expiration { get; init; }

    /// <summary>The header <c>apns-priority</c>: 10, 5 or 1. Left out when null, which Apple reads as 10.</summary>
    public byte? Priority { get; init; }

    /// <summary>
    /// The header <c>apns-collapse-id</c>, at most 64 bytes: the device shows one notification of each id.
    /// </summary>
    public string? CollapseId { get; init; }

    /// <summary>
    /// Whether push types and payload keys that these rules don't know may be sent: for what Apple has added since. By
    /// default they are taken for mistakes.
    /// </summary>
    public bool AllowUnknown { get; init; }

    /// <summary>The channel that it is published to instead of being sent to a device; see <see cref="Apns.Broadcast"/>.</summary>
    internal BroadcastTarget? Broadcast { get; init; }

    /// <summary>Checks everything that can be checked without asking Apple.</summary>
    /// <param name="credential">How the sender proves itself, where that is known: some push types take only one way.</param>
    /// <returns>All violations at once, empty when there are none.</returns>
    public IReadOnlyList<NotificationViolation> Validate(CredentialKind credential = CredentialKind.Unknown) =>
        NotificationRules.Check(this, credential);

    /// <summary>The same with a payload in place of this one, or of its template.</summary>
    public NotificationContent WithPayload(ReadOnlyMemory<byte> payload) => this with { Payload = payload, Template = null };

    /// <summary>Throws when <see cref="Validate"/> finds anything.</summary>
    /// <param name="credential">How the sender proves itself, where that is known.</param>
    /// <exception cref="InvalidNotificationException">With all violations.</exception>
    public void ThrowIfInvalid(CredentialKind credential = CredentialKind.Unknown)
    {
        var violations = Validate(credential);
        if (violations.Count > 0) throw new InvalidNotificationException(violations);
    }

    /// <summary>Whether headers and payload are the same, byte for byte.</summary>
    public bool Equals(NotificationContent? other) =>
        other is not null
        && Payload.Span.SequenceEqual(other.Payload.Span)
        && Equals(Template, other.Template)
        && Broadcast == other.Broadcast
        && (Topic, PushType, Expiration, Priority, CollapseId, AllowUnknown)
            == (other.Topic, other.PushType, other.Expiration, other.Priority, other.CollapseId, other.AllowUnknown);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Payload.Span);
        hash.Add((Topic, PushType, Expiration, Priority, CollapseId));
        return hash.ToHashCode();
    }
}
