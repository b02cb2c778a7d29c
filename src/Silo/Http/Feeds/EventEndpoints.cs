using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Push.Grains.Apps;
using Push.Grains.Feeds;

namespace Push.Silo.Http.Feeds;

/// <summary>
/// The events of an app, one JSON document a line (NDJSON). With <c>follow=true</c> the answer goes on for as long as the
/// client listens; an empty line now and then keeps proxies from closing it.
/// </summary>
internal static class EventEndpoints
{
    private const int PageSize = 500;

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(15);

    public static void MapEvents(this IEndpointRouteBuilder routes) => routes.MapGet("/apps/{app}/events", ReadAsync);

    private static async Task ReadAsync(
        string app, HttpContext context, IGrainFactory grains, IOptions<JsonOptions> json, long after = 0, bool follow = false)
    {
        var feed = grains.GetGrain<IFeedGrain>(AppKey.Of(app));
        var stop = context.RequestAborted;
        // Before anything is written, so that a wrong cursor is answered as a problem.
        var page = await feed.Read(new FeedRead(after, PageSize, TimeSpan.Zero), stop);
        context.Response.ContentType = "application/x-ndjson";
        context.Response.Headers.CacheControl = "no-store";
        var (output, options) = (context.Response.BodyWriter, json.Value.SerializerOptions);
        await using var line = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = options.Encoder });
        while (true)
        {
            foreach (var item in page.Events)
            {
                JsonSerializer.Serialize(line, EventReply.Of(item), options);
                line.Reset();
                output.Write("\n"u8);
            }
            if (page.Events.IsEmpty)
            {
                if (!follow) return;
                output.Write("\n"u8);
            }
            await output.FlushAsync(stop);
            page = await feed.Read(new FeedRead(page.Next, PageSize, follow ? Wait : TimeSpan.Zero), stop);
        }
    }
}
