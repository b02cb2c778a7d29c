namespace Push.Simulator;

/// <summary>Which of Apple's two environments is simulated.</summary>
public enum SimulatedEnvironment
{
    /// <summary>Certificates of both environments are taken.</summary>
    Any,

    /// <summary>Certificates for the sandbox alone are refused with <c>BadCertificateEnvironment</c>.</summary>
    Production,

    /// <summary>Certificates for production alone are refused; answers carry <c>apns-unique-id</c>.</summary>
    Sandbox,
}
