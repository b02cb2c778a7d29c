namespace Push.Grains.Notifications;

/// <summary>
/// A call asked for something that can't be done as asked. What Apple refuses is never thrown: that is a value.
/// </summary>
[GenerateSerializer, Alias("push.request-exception")]
public sealed class PushRequestException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="fault">The kind, for programs.</param>
    /// <param name="message">The same for people.</param>
    public PushRequestException(RequestFault fault, string message) : base(message) => Fault = fault;

    /// <summary>The kind, for programs.</summary>
    [Id(0)]
    public RequestFault Fault { get; private set; }
}

/// <summary>What can be wrong with a call.</summary>
public enum RequestFault
{
    /// <summary>No app of that name is configured on the cluster.</summary>
    UnknownApp,

    /// <summary>There is no such campaign.</summary>
    UnknownCampaign,

    /// <summary>The campaign exists already with another spec.</summary>
    DifferentSpec,

    /// <summary>The campaign's state doesn't allow it: it has ended, or hasn't been started.</summary>
    WrongState,

    /// <summary>Payload or headers break a rule of APNs; the message lists all of them.</summary>
    InvalidNotification,

    /// <summary>The audience is still being imported, or its import broke off: give the same list again.</summary>
    ImportIncomplete,

    /// <summary>The audience has no devices.</summary>
    EmptyAudience,

    /// <summary>A name, id or list is malformed.</summary>
    Malformed,

    /// <summary>The device is not registered.</summary>
    UnknownDevice,

    /// <summary>The app's brake on retirements is on: someone has to decide about its proposals first.</summary>
    DecisionNeeded,

    /// <summary>No signer of that name is configured on the cluster.</summary>
    UnknownSigner,

    /// <summary>There is no such pass.</summary>
    UnknownPass,

    /// <summary>The audience was imported before with other devices; the message says how many each time.</summary>
    DifferentImport,

    /// <summary>The app has as many broadcast channels as Apple allows.</summary>
    ChannelLimit,

    /// <summary>Events behind the cursor have been removed: the reader has missed some.</summary>
    CursorTooOld,
}
