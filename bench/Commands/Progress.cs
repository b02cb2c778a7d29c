namespace Push.Bench.Commands;

/// <summary>Says on standard error what is being measured; the figures alone go to standard output.</summary>
static class Progress
{
    private const string LineStart = "\r\e[K";

    public static Action<string> ToStandardError()
    {
        if (Console.IsErrorRedirected)
            return _ => { };
        return step => Console.Error.Write(LineStart + step);
    }
}
