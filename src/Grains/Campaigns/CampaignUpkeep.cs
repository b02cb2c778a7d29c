using Microsoft.Extensions.Logging;
using Push.Grains.Concurrency;
using Push.Grains.Senders;

namespace Push.Grains.Campaigns;

/// <summary>
/// What a campaign does besides talking with its senders: reads the remainders that an earlier activation counted, and ends
/// the devices that nobody reports any more. Each goes on in the background; what fails is tried again at the next tending.
/// </summary>
/// <remarks>Belongs to one <see cref="CampaignRun"/>; calls <see cref="CampaignNotes"/> and <see cref="LostChunks"/>.</remarks>
internal sealed partial class CampaignUpkeep(
    Ledger ledger, Func<SendingOrder> order, CoalescingWriter writer, CampaignServices services)
{
    private const int ReadAtOnce = 16;
    private const int LostAtOnce = 64;

    private readonly ILogger _log = services.Log;
    private Task _takingUp = Task.CompletedTask;
    private Task _settling = Task.CompletedTask;

    /// <summary>Begins what there is to do and isn't under way.</summary>
    public void GoOn()
    {
        if (_takingUp.IsCompleted) _takingUp = TakeUpRemaindersAsync(order().Campaign);
        if (_settling.IsCompleted) _settling = SettleLostAsync(order());
    }

    private async Task TakeUpRemaindersAsync(string campaign)
    {
        Exception? failed = null;
        foreach (var chunks in ledger.Unread.ToArray().Chunk(ReadAtOnce))
        {
            try
            {
                await Task.WhenAll(chunks.Select(async chunk =>
                    ledger.TakeUp(chunk, await services.Notes.ReadRemainderAsync(campaign, chunk))));
            }
            catch (Exception e)
            {
                failed = e;
            }
        }
        if (failed is not null) LogNotTakenUp(campaign, ledger.Unread.Count, failed);
    }

    private async Task SettleLostAsync(SendingOrder order)
    {
        try
        {
            for (var lost = ledger.TakeLost(LostAtOnce); lost.Count > 0; lost = ledger.TakeLost(LostAtOnce))
            {
                var number = ledger.DrawLease();
                // Which chunks are lost, and the number that their last notes bear, is stored before the notes are.
                await writer.WriteAsync();
                await Task.WhenAll(lost.Select(async chunk =>
                    ledger.SettleLost(chunk, await services.Lost.EndAsync(order, chunk, number))));
                await writer.WriteAsync();
            }
        }
        catch (Exception e)
        {
            LogNotSettled(order.Campaign, e);
        }
    }
}
