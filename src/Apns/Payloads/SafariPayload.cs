using System.Text.Json;

namespace Push.Apns;

/// <summary>
/// A website's notification in Safari (Apple, "Configuring Safari push notifications"). The topic is the website push id,
/// <c>web.…</c>.
/// </summary>
/// <param name="Title">The title.</param>
/// <param name="Body">The text.</param>
public sealed record SafariPayload(string Title, string Body) : ApnsPayload
{
    /// <inheritdoc/>
    public override PushType PushType => PushType.Alert;

    /// <summary>The title of the button that opens the page.</summary>
    public string? Action { get; init; }

    /// <summary>
    /// What takes the places in the <c>urlFormatString</c> of the push package, one for each. The array is always sent, as
    /// Safari demands it also when it is empty.
    /// </summary>
    public IReadOnlyList<string> UrlArguments { get; init; } = [];

    private protected override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteStartObject("aps"u8);
        json.WriteStartObject("alert"u8);
        json.WriteString("title"u8, Title);
        json.WriteString("body"u8, Body);
        json.WriteText("action"u8, Action);
        json.WriteEndObject();
        json.WriteTexts("url-args"u8, UrlArguments);
        json.WriteEndObject();
    }
}
