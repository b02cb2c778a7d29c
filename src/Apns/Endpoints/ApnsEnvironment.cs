namespace Push.Apns;

/// <summary>Which of Apple's services, or what stands in for it. A device token is valid in one of them only.</summary>
public enum ApnsEnvironment
{
    /// <summary>For apps from the App Store, TestFlight and enterprise distribution.</summary>
    Production,

    /// <summary>For apps installed by Xcode.</summary>
    Sandbox,

    /// <summary>A simulated APNs at a configured address.</summary>
    Simulator,
}
