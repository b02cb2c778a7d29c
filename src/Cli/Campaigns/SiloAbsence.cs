using System.Net.Sockets;
using Push.Cli.CommandLine;

namespace Push.Cli.Campaigns;

/// <summary>
/// Repeats what only reads while the silo is away, as it is when it is started anew; its campaigns go on by themselves. Not
/// for use by several at a time.
/// </summary>
/// <param name="context">The command.</param>
/// <param name="patience">How long it may be away; null: for ever.</param>
internal sealed class SiloAbsence(CommandContext context, TimeSpan? patience)
{
    /// <summary>How long a silo may be away when somebody watches: it has started anew by then, or somebody has to see to it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How long one answer may take. The framework waits for much longer, also for a silo that is gone.</summary>
    private static readonly TimeSpan PatienceForAnswer = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private long? _since;

    /// <summary>Whether an exception says that no silo answered, rather than what it answered.</summary>
    public static bool IsBehind(Exception exception) => exception is TimeoutException or OrleansException or SocketException;

    /// <summary>Asks until there is an answer.</summary>
    /// <param name="ask">A call that may be repeated.</param>
    /// <exception cref="Exception">The last failure, when patience is at its end, for which <see cref="IsBehind"/> is true.</exception>
    public async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        while (true)
        {
            try
            {
                var answer = await ask().WaitAsync(PatienceForAnswer, context.Time, context.Cancelled);
                HasEnded();
                return answer;
            }
            catch (Exception e) when (IsBehind(e) && GoesOn())
            {
                await PauseAsync();
            }
        }
    }

    /// <summary>An answer came.</summary>
    public void HasEnded()
    {
        if (_since is not null) context.Terminal.Note("the silo answers again");
        _since = null;
    }

    /// <summary>No answer came; whether to ask again.</summary>
    public bool GoesOn()
    {
        if (_since is null) context.Terminal.Note("the silo gives no answer; asking again …");
        _since ??= context.Time.GetTimestamp();
        return patience is null || context.Time.GetElapsedTime(_since.Value) < patience;
    }

    /// <summary>Waits a moment before it is asked again.</summary>
    public Task PauseAsync() => Task.Delay(Pause, context.Time, context.Cancelled);
}
