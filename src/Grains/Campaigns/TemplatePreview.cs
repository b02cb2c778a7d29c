using Push.Apns;
using Push.Grains.Audiences;
using Push.Grains.Connections;
using Push.Grains.Senders;

namespace Push.Grains.Campaigns;

/// <summary>Fills a template for every device that a campaign would be sent to, as its senders would, and sends nothing.</summary>
/// <remarks>Called by <see cref="CampaignChecks"/>; calls <see cref="ChunkReader"/>.</remarks>
internal sealed class TemplatePreview(ChunkReader reader)
{
    private const int ChunksAtOnce = 16;

    /// <param name="spec">The campaign; its content is complete.</param>
    /// <param name="chunks">Into how many hash classes its audience is spread.</param>
    /// <param name="before">Members are devices registered before this time, in milliseconds since 1970.</param>
    public async Task<FilledPayloads> FillAsync(CampaignSpec spec, int chunks, long before)
    {
        var order = new SendingOrder(Campaign: "", spec, Nonce: default, chunks, before);
        var sizes = new Sizes(new byte[spec.Content.PushType.MaxPayload]);
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(ChunksAtOnce, chunks)).Select(async _ =>
        {
            while (next < chunks) sizes.Count(spec.Content.Template!, await reader.ReadAsync(order, next++, withAttributes: true));
        }));
        return sizes.ToFilled();
    }

    private sealed class Sizes(byte[] room)
    {
        private long _left, _missing, _tooLarge;
        private int? _least, _most;

        public void Count(PayloadTemplate template, ChunkRows chunk)
        {
            _left += chunk.Left;
            foreach (var row in chunk.Rows)
            {
                var (outcome, length) = template.Render(room, AttributeValues.Instance, row.Attributes.Span);
                switch (outcome)
                {
                    case TemplateOutcome.MissingValue:
                        _missing++;
                        break;
                    case TemplateOutcome.TooLarge:
                        _tooLarge++;
                        break;
                    default:
                        _least = Math.Min(_least ?? length, length);
                        _most = Math.Max(_most ?? length, length);
                        break;
                }
            }
        }

        public FilledPayloads ToFilled()
        {
            (string Reason, long Count)[] skipped =
                [(SkipReason.MissingValue, _missing), (SkipReason.TooLarge, _tooLarge), (SkipReason.LeftAudience, _left)];
            return new FilledPayloads(_least, _most, [.. skipped.Where(reason => reason.Count > 0)
                .Select(reason => new ReasonCount(reason.Reason, reason.Count))]);
        }
    }
}
