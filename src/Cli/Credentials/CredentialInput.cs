using Push.Apns;
using Push.Cli.CommandLine;

namespace Push.Cli.Credentials;

/// <summary>Reads keys, certificates and passwords that an option names.</summary>
internal static class CredentialInput
{
    /// <summary>What <paramref name="read"/> reads from the file that <paramref name="field"/> named.</summary>
    /// <exception cref="CommandException">It is of no use.</exception>
    public static T Check<T>(string field, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CredentialException e)
        {
            throw CommandException.BadInput(field, e.Message);
        }
    }
}
