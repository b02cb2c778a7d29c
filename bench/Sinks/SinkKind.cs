namespace Push.Bench.Sinks;

/// <summary>What differs between the sinks, as far as clients have to know.</summary>
/// <param name="Name">As in the names of the rows.</param>
/// <param name="EchoesId">Whether an answer carries the request's <c>apns-id</c>.</param>
/// <param name="Tokens">How many different device tokens are sent to it, round and round.</param>
/// <param name="WatchesStandardInput">Whether it ends by itself when its standard input closes.</param>
sealed record SinkKind(string Name, bool EchoesId, int Tokens, bool WatchesStandardInput)
{
    public static SinkKind Nginx { get; } = new("nginx", EchoesId: true, Tokens: 10_000, WatchesStandardInput: false);

    /// <summary>It answers from files, so there is one empty file for each token, and it can't echo a header.</summary>
    public static SinkKind Nghttpd { get; } =
        new("nghttpd", EchoesId: false, Tokens: 1_000, WatchesStandardInput: false);

    public static SinkKind Simulator { get; } =
        new("simulator", EchoesId: true, Tokens: 10_000, WatchesStandardInput: true);
}
