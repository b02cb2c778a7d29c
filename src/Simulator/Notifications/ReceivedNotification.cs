namespace Push.Simulator.Notifications;

/// <summary>A push as the simulator received it, and how it was answered.</summary>
public sealed record ReceivedNotification
{
    /// <summary>The device token in lower-case hexadecimal digits; empty when the path held none.</summary>
    public required string Token { get; init; }

    /// <summary>The apns-id that was answered: the request's, or a made one.</summary>
    public required Guid Id { get; init; }

    /// <summary>All header fields in the order of arrival, pseudo-headers too; each byte is one character (Latin-1).</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body, of which at most 5,121 bytes are kept.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The status answered.</summary>
    public required int Status { get; init; }

    /// <summary>The reason answered; null with status 200.</summary>
    public string? Reason { get; init; }

    /// <summary>What a device would not understand of the payload, though it was accepted; null for nothing.</summary>
    public string? Remark { get; init; }

    /// <summary>When the request was complete.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The value of the first header field with this lower-case name, or null.</summary>
    public string? Header(string name)
    {
        foreach (KeyValuePair<string, string> header in Headers)
        {
            if (header.Key == name)
                return header.Value;
        }

        return null;
    }
}
