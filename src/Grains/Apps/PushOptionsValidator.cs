using Microsoft.Extensions.Options;

namespace Push.Grains.Apps;

/// <summary>Reports everything that is wrong with the options, files included, in one message.</summary>
internal sealed class PushOptionsValidator(TimeProvider time) : IValidateOptions<PushOptions>
{
    public ValidateOptionsResult Validate(string? name, PushOptions options)
    {
        var errors = options.FindErrors(time);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
