using System.CommandLine;
using Push.Cli.Output;

namespace Push.Cli.CommandLine;

/// <summary>What a command works with: its parsed arguments, where its words go, and the signal to stop.</summary>
internal sealed record CommandContext(ParseResult Arguments, Terminal Terminal, Interrupt Interrupt, TimeProvider Time)
{
    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken Cancelled => Interrupt.Token;

    public T? Get<T>(Option<T> option) => Arguments.GetValue(option);

    public T? Get<T>(Argument<T> argument) => Arguments.GetValue(argument);
}
