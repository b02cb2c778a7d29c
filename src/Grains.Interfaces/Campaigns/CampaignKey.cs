using System.Security.Cryptography;
using Push.Grains.Notifications;

namespace Push.Grains.Campaigns;

/// <summary>The ids of campaigns and the grain keys made of them.</summary>
public static class CampaignKey
{
    private const string Prefix = "c-";
    private const int IdLength = 12;
    private const int MaxLength = 64;

    // Without vowels, so that no id spells a word, and without what people mix up.
    private const string Digits = "bcdfghjkmnpqrstvwxz23456789";

    /// <summary>A new random id, 12 characters: short enough to be typed, and never drawn twice (57 bits).</summary>
    public static string NewId() => RandomNumberGenerator.GetString(Digits, IdLength);

    /// <summary>The grain key of a campaign.</summary>
    /// <param name="id">1 to 64 letters, digits, <c>-</c>, <c>_</c> and <c>.</c></param>
    /// <exception cref="PushRequestException">The id is malformed.</exception>
    public static string Of(string id) => Prefix + Name.Check(id, "campaign id", MaxLength);

    /// <summary>The id inside a grain key.</summary>
    public static string IdOf(string key) => key[Prefix.Length..];
}
