using System.Net;

namespace Push.Apns;

/// <summary>
/// Manages the broadcast channels of Live Activities (Apple, "Sending channel management requests to APNs"): makes, reads,
/// lists and deletes them. At most 10,000 for each app and environment. Thread-safe.
/// </summary>
/// <remarks>
/// A few requests a day: they go by <see cref="HttpClient"/>, where our own connection would gain nothing. Broadcasts are
/// published by <see cref="Connections.ApnsConnection"/>, like every other notification.
/// </remarks>
public sealed class ChannelClient : IDisposable
{
    private readonly ChannelClientOptions _options;
    private readonly HttpClient _http;

    /// <summary>Makes a client. It connects when it is first used.</summary>
    public ChannelClient(ChannelClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _http = ChannelHttp.Create(options);
    }

    /// <summary>Makes a channel; the reply has its id.</summary>
    /// <param name="bundleId">The app.</param>
    /// <param name="storage">What it keeps; can't be changed later.</param>
    /// <param name="cancellationToken">Ends the waiting; it may have been made.</param>
    public async Task<ChannelReply> CreateAsync(string bundleId, ChannelStorage storage, CancellationToken cancellationToken = default)
    {
        var reply = await SendAsync(
            () => ChannelRequest.Create(bundleId, storage), HttpStatusCode.Created, cancellationToken).ConfigureAwait(false);
        // A channel that has no id is of no use: who asked must look at the list.
        return reply is { Outcome: AttemptOutcome.Accepted, ChannelId: null }
            ? reply with { Outcome = AttemptOutcome.Unknown, Cause = AttemptCause.MalformedAnswer }
            : reply with { Storage = storage };
    }

    /// <summary>Reads what a channel was made with.</summary>
    public Task<ChannelReply> ReadAsync(string bundleId, string channelId, CancellationToken cancellationToken = default) =>
        SendAsync(() => ChannelRequest.Read(bundleId, channelId), HttpStatusCode.OK, cancellationToken, channelId);

    /// <summary>Deletes a channel. Broadcasts to it are refused from then on.</summary>
    public Task<ChannelReply> DeleteAsync(string bundleId, string channelId, CancellationToken cancellationToken = default) =>
        SendAsync(() => ChannelRequest.Delete(bundleId, channelId), HttpStatusCode.NoContent, cancellationToken, channelId);

    /// <summary>The ids of all channels of an app.</summary>
    public Task<ChannelReply> ListAsync(string bundleId, CancellationToken cancellationToken = default) =>
        SendAsync(() => ChannelRequest.List(bundleId), HttpStatusCode.OK, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<ChannelReply> SendAsync(
        Func<HttpRequestMessage> request, HttpStatusCode done, CancellationToken cancellationToken, string? channelId = null)
    {
        using var limit = new CancellationTokenSource(_options.Deadline, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var source = (_options.Credential as TokenCredential)?.Source;
        var token = default(ProviderToken);
        for (var mayRenew = source is not null; ; mayRenew = false)
        {
            using var message = request();
            var isWritten = false;
            try
            {
                if (source is not null) token ??= await source.GetAsync(either.Token).ConfigureAwait(false);
                if (token is not null) message.Headers.TryAddWithoutValidation("authorization", $"bearer {token.Value}");
                isWritten = true;
                using var response = await _http.SendAsync(message, either.Token).ConfigureAwait(false);
                var reply = await ChannelAnswer.ReadAsync(response, done, _options.Time, either.Token).ConfigureAwait(false);
                reply = reply with { ChannelId = reply.ChannelId ?? channelId };
                if (!mayRenew || reply.Reason?.Verdict != Verdict.RenewToken) return reply;
                var renewed = await TryRenewAsync(source!, token!, either.Token).ConfigureAwait(false);
                if (renewed is null || renewed == token) return reply;
                token = renewed;
            }
            catch (HttpRequestException e)
            {
                return ChannelHttp.Failed(e);
            }
            catch (OperationCanceledException)
            {
                return new ChannelReply(isWritten ? AttemptOutcome.Unknown : AttemptOutcome.NotSent)
                {
                    Cause = cancellationToken.IsCancellationRequested ? AttemptCause.Cancelled : AttemptCause.Deadline,
                };
            }
            catch (Exception e) when (!isWritten)
            {
                // Whatever a source of tokens throws.
                return new ChannelReply(AttemptOutcome.NotSent) { Cause = AttemptCause.NoCredential, Failure = e.Message };
            }
        }
    }

    private static async ValueTask<ProviderToken?> TryRenewAsync(
        IProviderTokenSource source, ProviderToken refused, CancellationToken cancellationToken)
    {
        try
        {
            return await source.RenewAsync(refused, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // No token, no time left, or whatever a source of tokens throws: the answer stands.
            return null;
        }
    }
}
