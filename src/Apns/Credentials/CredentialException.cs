namespace Push.Apns;

/// <summary>A key, certificate or token can't be used. The message names the file and the rule, for people.</summary>
/// <param name="fault">What is wrong.</param>
/// <param name="message">The same for people.</param>
/// <param name="inner">The cause, if there was one.</param>
public sealed class CredentialException(CredentialFault fault, string message, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>What is wrong.</summary>
    public CredentialFault Fault => fault;
}
