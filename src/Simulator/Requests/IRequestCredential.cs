namespace Push.Simulator.Requests;

/// <summary>How the provider of a connection proves who it is.</summary>
internal interface IRequestCredential
{
    /// <summary>Whether the connection may have all its streams: true at once, or after the first token that was accepted.</summary>
    bool IsProven { get; }

    /// <summary>Whether a push type that needs a provider token, or a certificate, may be sent.</summary>
    bool MaySend(Sender sender);

    /// <summary>Checks the request's credential; null when it holds.</summary>
    Refusal? Check(RequestRecord request);

    /// <summary>Checks that the credential covers the topic; null when it does. An empty topic was left out.</summary>
    Refusal? CheckTopic(ReadOnlySpan<byte> topic);
}

/// <summary>No authentication: everybody may send to every topic.</summary>
internal sealed class NoCredential : IRequestCredential
{
    public bool IsProven => true;

    public bool MaySend(Sender sender) => true;

    public Refusal? Check(RequestRecord request) => null;

    public Refusal? CheckTopic(ReadOnlySpan<byte> topic) => topic.IsEmpty ? Refusal.MissingTopic : null;
}
