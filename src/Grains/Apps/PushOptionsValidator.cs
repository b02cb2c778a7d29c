using Microsoft.Extensions.Options;

namespace Push.Grains.Apps;

/// <summary>Reports everything that is wrong with the options, files included, in one message.</summary>
internal sealed class PushOptionsValidator(TimeProvider time) : IValidateOptions<PushOptions>
{
    public ValidateOptionsResult Validate(string? name, PushOptions options)
    {
        var errors = new List<string>();
        if (options.Apps.Count == 0) errors.Add("Push:Apps: no app is configured.");
        if (options.Proxy is { } proxy && !(Uri.TryCreate(proxy, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp))
            errors.Add("Push:Proxy: give http://[user:password@]host:port.");
        foreach (var (app, appOptions) in options.Apps)
        {
            var reader = new AppReader(app, appOptions, time.GetUtcNow());
            reader.Read();
            errors.AddRange(reader.Errors);
        }
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
