namespace Push.Cli.TokenFiles;

/// <summary>A line of a token file that is no token.</summary>
/// <param name="Line">Its number, from 1, counting every line of the file.</param>
/// <param name="Reason">What is wrong with it; never the line's text, it may be anything.</param>
internal readonly record struct BadLine(long Line, string Reason);
