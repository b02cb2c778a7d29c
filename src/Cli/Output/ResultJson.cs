using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Push.Cli.Audiences;
using Push.Cli.Broadcast;
using Push.Cli.Campaigns;
using Push.Cli.Credentials;
using Push.Cli.Devices;
using Push.Cli.Doctor;
using Push.Cli.Feeds;
using Push.Cli.Packages;
using Push.Cli.Payloads.Checking;
using Push.Cli.Quickstart;
using Push.Cli.Sending;
using Push.Cli.Simulation;
using Push.Cli.Users;

namespace Push.Cli.Output;

/// <summary>Generated serializers of every result: no reflection at start, and one spelling for all commands.</summary>
[JsonSerializable(typeof(Failure))]
[JsonSerializable(typeof(SendResult))]
[JsonSerializable(typeof(DoctorResult))]
[JsonSerializable(typeof(PayloadCheckResult))]
[JsonSerializable(typeof(CredentialResult))]
[JsonSerializable(typeof(PackageResult))]
[JsonSerializable(typeof(ChannelResult))]
[JsonSerializable(typeof(SimulatorReady))]
[JsonSerializable(typeof(QuickstartResult))]
[JsonSerializable(typeof(QuickstartState))]
[JsonSerializable(typeof(CampaignResult))]
[JsonSerializable(typeof(CampaignResult[]))]
[JsonSerializable(typeof(CampaignDeletion))]
[JsonSerializable(typeof(DryRunResult))]
[JsonSerializable(typeof(FailureLine))]
[JsonSerializable(typeof(AppResult))]
[JsonSerializable(typeof(DeviceResult))]
[JsonSerializable(typeof(EventResult))]
[JsonSerializable(typeof(CountResult))]
[JsonSerializable(typeof(ImportResult))]
[JsonSerializable(typeof(UserDeviceResult[]))]
[JsonSerializable(typeof(UserSendResult[]))]
internal sealed partial class ResultJson : JsonSerializerContext
{
    /// <summary>The serializers to print with: quotes and umlauts stay readable, since the text goes to no web page.</summary>
    public static ResultJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
