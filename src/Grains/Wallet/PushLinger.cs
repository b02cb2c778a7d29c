namespace Push.Grains.Wallet;

/// <summary>
/// Gathers reasons to send the same push: whoever asks within a short time, or while a push is under way, shares the next
/// one.
/// </summary>
/// <remarks>Runs on the grain's scheduler, so it needs no locks.</remarks>
internal sealed class PushLinger(TimeSpan linger, TimeProvider time, Func<Task<bool>> send)
{
    private Task<bool>? _gathering;
    private Task<bool>? _sending;

    /// <summary>Completes with the result of a push that began after this call.</summary>
    public Task<bool> SendAsync() => _gathering ??= GatherAsync();

    private async Task<bool> GatherAsync()
    {
        // Yields even for no time at all, so that the task is known as the gathering one before it ends.
        await Task.Delay(linger, time)
            .ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (_sending is { } before)
            await ((Task)before).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _gathering = null;
        return await (_sending = send());
    }
}
