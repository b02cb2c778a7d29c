using System.Buffers;
using System.Text.Json;
using Push.Grains.Campaigns;
using Push.Grains.Notifications;

namespace Push.Silo.Http.Campaigns;

/// <summary>The devices that a campaign could not reach, as lines of JSON that are written while they are read.</summary>
internal static class FailuresEndpoint
{
    private const int FlushAt = 32 * 1024;

    public static async Task WriteAsync(string id, HttpContext http, IGrainFactory grains)
    {
        var stop = http.RequestAborted;
        var campaign = grains.GetGrain<ICampaignGrain>(CampaignKey.Of(id));
        // Before the first byte: afterwards no other status can be said.
        if (await campaign.GetStatus() is null)
            throw new PushRequestException(RequestFault.UnknownCampaign, $"There is no campaign {id}.");
        http.Response.ContentType = "application/x-ndjson";
        var lines = http.Response.BodyWriter;
        await using var json = new Utf8JsonWriter(lines, new JsonWriterOptions { SkipValidation = true });
        await foreach (var failure in campaign.ReadFailuresAsync(stop))
        {
            json.WriteStartObject();
            json.WriteString("token", failure.Token.ToHex());
            json.WriteString("outcome", JsonNamingPolicy.CamelCase.ConvertName($"{failure.Outcome}"));
            json.WriteString("reason", failure.Reason);
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            lines.Write("\n"u8);
            if (lines.UnflushedBytes >= FlushAt) await lines.FlushAsync(stop);
        }
        await lines.FlushAsync(stop);
    }
}
