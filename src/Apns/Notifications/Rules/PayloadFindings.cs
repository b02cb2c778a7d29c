using System.Text.Json;

namespace Push.Apns;

/// <summary>What is found wrong in a payload, each thing with the path to its key.</summary>
internal sealed class PayloadFindings(string field, PushTypeRule rule, bool allowUnknown, List<NotificationViolation> found)
{
    public PushTypeRule Rule => rule;

    public bool AllowUnknown => allowUnknown;

    /// <summary>The push type, for the end of a sentence.</summary>
    public string ForType => $"for the push type {rule.Name}";

    /// <param name="path">Keys joined by dots, as <c>aps.alert.body</c>; null for the payload itself.</param>
    /// <param name="broken">What the value must be.</param>
    public void Add(string? path, string broken) => found.Add(new NotificationViolation(Join(field, path), broken));

    public void AddUnknown(string path)
    {
        if (!allowUnknown) Add(path, "must be a key that Apple documents, unless unknown ones are allowed");
    }

    /// <summary>The members of an object by name; one that stands twice is said, since readers disagree which counts.</summary>
    public Dictionary<string, JsonElement> Members(JsonElement value, string? path)
    {
        var members = new Dictionary<string, JsonElement>();
        foreach (var member in value.EnumerateObject())
            if (!members.TryAdd(member.Name, member.Value)) Add(Join(path, member.Name), "must not stand twice");
        return members;
    }

    public static string Join(string? path, string? name) => path is null ? name! : name is null ? path : $"{path}.{name}";
}
