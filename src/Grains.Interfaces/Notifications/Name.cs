using System.Buffers;

namespace Push.Grains.Notifications;

/// <summary>The form of names that become parts of grain keys.</summary>
internal static class Name
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    public static bool IsValid(string? name, int maxLength = 64) =>
        !string.IsNullOrEmpty(name) && name.Length <= maxLength && !name.AsSpan().ContainsAnyExcept(Allowed);

    public static string Check(string? name, string what, int maxLength = 64) => IsValid(name, maxLength)
        ? name!
        : throw new PushRequestException(RequestFault.Malformed,
            $"A {what} has 1 to {maxLength} letters, digits, '-', '_' and '.'; '{name}' has not.");
}
