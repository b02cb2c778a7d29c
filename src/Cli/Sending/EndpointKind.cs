namespace Push.Cli.Sending;

/// <summary>What a target is for: each may have a host and port of its own.</summary>
internal enum EndpointKind
{
    /// <summary>Notifications to devices.</summary>
    Push,

    /// <summary>Broadcasts to channels; where notifications go unless the app says otherwise.</summary>
    Broadcast,

    /// <summary>The management of channels.</summary>
    Channels,
}
