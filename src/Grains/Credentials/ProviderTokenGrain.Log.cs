using Microsoft.Extensions.Logging;

namespace Push.Grains.Credentials;

internal sealed partial class ProviderTokenGrain
{
    [LoggerMessage(1, LogLevel.Information, "Provider token signed with key {KeyId} of team {TeamId}, issued {IssuedAt:u}.")]
    private partial void LogSigned(string keyId, string teamId, DateTimeOffset issuedAt);
}
