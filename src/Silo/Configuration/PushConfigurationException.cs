namespace Push.Silo.Configuration;

/// <summary>The configuration breaks rules; the message lists all of them, each with its full key.</summary>
public sealed class PushConfigurationException : Exception
{
    internal PushConfigurationException(IReadOnlyList<string> errors)
        : base($"The configuration can't be used:{Environment.NewLine}" +
            string.Join(Environment.NewLine, errors.Select(error => "  " + error))) =>
        Errors = errors;

    /// <summary>The errors, each beginning with the key it is about.</summary>
    public IReadOnlyList<string> Errors { get; }
}
