using System.Security.Cryptography;
using System.Text;
using Push.Grains.Audiences;
using Push.Grains.Notifications;

namespace Push.Grains.Users;

/// <summary>The keys of users: <c>{app}/u-{hash}</c>. A user id is never part of a key: it may be a name or an address.</summary>
public static class UserKey
{
    private const int HashLength = 16;

    /// <summary>The grain key of a user: the first 16 bytes of the SHA-256 of its id.</summary>
    /// <exception cref="PushRequestException">The app's name or the user id is malformed.</exception>
    public static string Of(string app, string user)
    {
        if (AttributeRules.FindUserIdError(user) is { } error) throw new PushRequestException(RequestFault.Malformed, $"user: {error}.");
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(user), digest);
        return $"{Name.Check(app, "app name")}/u-{Convert.ToHexStringLower(digest[..HashLength])}";
    }

    /// <summary>The app inside a grain key.</summary>
    public static string AppOf(string key) => key[..key.IndexOf('/')];
}
