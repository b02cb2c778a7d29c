using Push.Grains.Notifications;

namespace Push.Grains.Apps;

/// <summary>The keys of apps and their feeds: the app's name.</summary>
public static class AppKey
{
    /// <summary>The grain key of an app.</summary>
    /// <exception cref="PushRequestException">The name is malformed.</exception>
    public static string Of(string app) => Name.Check(app, "app name");
}
