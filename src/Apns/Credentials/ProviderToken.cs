using System.Text;

namespace Push.Apns;

/// <summary>
/// A signed provider token: the JSON web token that proves to Apple who is sending (Apple, "Establishing a token-based
/// connection to APNs"). It is a secret for the hour it lives.
/// </summary>
public sealed class ProviderToken
{
    /// <summary>Takes a signed token.</summary>
    /// <param name="value">The token: three parts of base64url with dots between.</param>
    /// <param name="keyId">The key that signed it.</param>
    /// <param name="teamId">The team it speaks for.</param>
    /// <param name="issuedAt">The time inside it, in whole seconds.</param>
    public ProviderToken(string value, string keyId, string teamId, DateTimeOffset issuedAt)
    {
        Value = value;
        KeyId = keyId;
        TeamId = teamId;
        IssuedAt = issuedAt;
        Authorization = Encoding.ASCII.GetBytes("bearer " + value);
    }

    /// <summary>The token's text.</summary>
    public string Value { get; }

    /// <summary>The value of the header <c>authorization</c>, ready to be written.</summary>
    public ReadOnlyMemory<byte> Authorization { get; }

    /// <summary>The id of the key that signed it, 10 characters.</summary>
    public string KeyId { get; }

    /// <summary>The id of the team, 10 characters.</summary>
    public string TeamId { get; }

    /// <summary>The time inside the token, from which Apple counts its hour.</summary>
    public DateTimeOffset IssuedAt { get; }

    /// <summary>Key, team and time; never the token.</summary>
    public override string ToString() => $"key {KeyId} of team {TeamId}, issued {IssuedAt:u}";
}
