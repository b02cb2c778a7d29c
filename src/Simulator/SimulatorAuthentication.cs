namespace Push.Simulator;

/// <summary>How providers prove to the simulator who they are.</summary>
public enum SimulatorAuthentication
{
    /// <summary>By a provider token in every request; one stream is allowed until a first token was accepted.</summary>
    Token,

    /// <summary>By a client certificate that names its topics; all streams are allowed at once.</summary>
    Certificate,

    /// <summary>Not at all; all streams are allowed at once.</summary>
    None,
}
