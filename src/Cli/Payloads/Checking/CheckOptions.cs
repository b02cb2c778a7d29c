using System.CommandLine;
using Push.Cli.Payloads.Templates;
using Push.Cli.Sending;

namespace Push.Cli.Payloads.Checking;

/// <summary>The options of <c>push payload check</c>: those of a notification that decide what its payload may be.</summary>
internal sealed class CheckOptions
{
    private readonly NotificationOptions _notification = new();

    public readonly TemplateOptions Template = new();

    public readonly Option<string?> Topic = new("--topic")
    {
        Description = "The topic, if its form is to be checked too.",
        HelpName = "ID",
    };

    public Option<string?> PushType => _notification.PushType;

    public Option<bool> AllowUnknown => _notification.AllowUnknown;

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { PushType, Topic, AllowUnknown }) command.Add(option);
        Template.AddTo(command);
    }
}
