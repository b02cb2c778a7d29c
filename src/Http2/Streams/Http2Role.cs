namespace Push.Http2.Streams;

/// <summary>Which side of the connection this endpoint is. Rules on stream ids and settings depend on it.</summary>
public enum Http2Role
{
    /// <summary>Opens streams with odd ids; never accepts pushed streams.</summary>
    Client,

    /// <summary>Accepts streams with odd ids; opens none, since it never pushes.</summary>
    Server,
}
