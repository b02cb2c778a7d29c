namespace Push.Bench.Clients;

/// <summary>Which API sends, in a client process of our own.</summary>
enum ClientKind
{
    /// <summary><c>ApnsConnection.SendBatchAsync</c>, what a campaign uses.</summary>
    Batch = 1,

    /// <summary><c>ApnsConnection.SendAsync</c>.</summary>
    Single,

    /// <summary><c>HttpMessageInvoker</c> over <c>SocketsHttpHandler</c>.</summary>
    HttpHandler,

    /// <summary>As <see cref="Batch"/>, with a template that is filled for each recipient.</summary>
    Template,
}
