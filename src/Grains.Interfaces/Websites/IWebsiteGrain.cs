using Push.Grains.Notifications;

namespace Push.Grains.Websites;

/// <summary>
/// One website that sends to Safari: issues the authentication tokens that its push packages carry, one per visitor, and
/// knows its own again. They hold what the page said of the visitor, sealed with a key of the website's own that is made
/// at its first use and stored; no token is. Key: the website push id.
/// </summary>
/// <remarks>Called by Safari's web service. The devices themselves are those of the website's app.</remarks>
[GrainInterfaceType("push.website"), Alias("push.website")]
public interface IWebsiteGrain : IGrainWithStringKey
{
    /// <summary>A new token.</summary>
    /// <param name="visitor">What the page said of the visitor: packed attributes, up to 256 bytes.</param>
    /// <exception cref="PushRequestException">That is longer.</exception>
    [Alias("Issue")]
    Task<string> Issue(ReadOnlyMemory<byte> visitor);

    /// <summary>What was said of the visitor who was issued a token; null when it is none of this website's.</summary>
    [Alias("Open")]
    Task<ReadOnlyMemory<byte>?> Open(string token);
}

/// <summary>The limits of what a page says of its visitors.</summary>
public static class WebsiteVisitor
{
    /// <summary>The most bytes.</summary>
    public const int MaxBytes = 256;
}
