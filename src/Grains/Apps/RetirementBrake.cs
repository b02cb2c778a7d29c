using System.Runtime.InteropServices;

namespace Push.Grains.Apps;

/// <summary>
/// When devices are retired whose tokens Apple called bad. BadDeviceToken may mean a token of the other environment, so a
/// proposal is only released after another 1,000 answers have come behind it, and the share of bad tokens never reached
/// the limit meanwhile. When it does, the brake is on: nothing is released until someone decides. That decision holds for
/// later proposals too, until the share has fallen under the limit again. Pure: time and storage are elsewhere.
/// </summary>
/// <remarks>Used by <see cref="AppGrain"/>. A set of few answers trips it as soon as it can't stay under the limit.</remarks>
internal sealed class RetirementBrake(BrakeState state, int limitPercent)
{
    /// <summary>The answers that are looked at.</summary>
    public const int Window = 1000;

    /// <summary>More held batches than this are not remembered one by one: all segments are asked then.</summary>
    public const int MaxHeld = 4096;

    // Reports of single answers are put together, so that the window is some twenty entries and not a thousand.
    private const int EntrySize = Window / 20;

    /// <summary>The last answers; while the brake is on, those that put it on.</summary>
    public int Answers => state.TrippedBy?.Answers ?? state.Window.Sum(entry => entry.Answers);

    /// <summary>How many of them called the token bad.</summary>
    public int Bad => state.TrippedBy?.Bad ?? state.Window.Sum(entry => entry.Bad);

    /// <summary>Proposals that nothing was decided about.</summary>
    public long Waiting => state.Held + state.Window.Sum(entry => Devices(entry.Batches));

    public bool IsOn => state.TrippedBy is not null;

    /// <summary>Takes answers, and the proposals among them.</summary>
    /// <returns>Whether they put the brake on.</returns>
    public bool Record(int answers, IReadOnlyCollection<ProposalBatch> proposals)
    {
        if (IsOn)
        {
            Hold(proposals);
            return false;
        }
        Add(answers, proposals);
        while (state.Window.Count > 1 && Answers - state.Window[0].Answers >= Window) Leave();
        var isTooMuch = Bad * 100L >= (long)limitPercent * Math.Max(Answers, Window);
        if (state.Standing is { } standing)
        {
            foreach (var entry in state.Window) Settle(entry, standing);
            if (!isTooMuch && Answers >= Window) state.Standing = null;
            return false;
        }
        if (!isTooMuch) return false;
        state.TrippedBy = new BrakeTrip(Answers, Bad);
        foreach (var entry in state.Window) Hold(entry.Batches);
        state.Window.Clear();
        return true;
    }

    /// <summary>Takes the brake off; or, while a decision holds, decides otherwise about all that isn't settled yet.</summary>
    /// <returns>Whether that changed anything.</returns>
    public bool Decide(ProposalDecision decision)
    {
        if (IsOn)
        {
            if (state.HoldsAll) state.Due.Add(new DueProposals(decision, Batch: null));
            else state.Due.AddRange(state.HeldBatches.Select(batch => new DueProposals(decision, batch)));
            (state.Held, state.HoldsAll, state.TrippedBy) = (0, false, null);
            state.HeldBatches.Clear();
        }
        else if (state.Standing is null || state.Standing == decision)
        {
            return false;
        }
        else
        {
            foreach (ref var due in CollectionsMarshal.AsSpan(state.Due)) due = due with { Decision = decision };
        }
        state.Standing = decision;
        return true;
    }

    private void Add(int answers, IReadOnlyCollection<ProposalBatch> proposals)
    {
        // A large report never joins a small one: what stands in that would wait for another thousand answers.
        var entry = state.Window.Count > 0 && state.Window[^1].Answers + answers <= EntrySize ? state.Window[^1] : null;
        if (entry is null) state.Window.Add(entry = new BrakeEntry());
        entry.Answers += answers;
        entry.Bad += (int)Devices(proposals);
        entry.Batches.AddRange(proposals);
    }

    private void Leave()
    {
        Settle(state.Window[0], ProposalDecision.Retire);
        state.Window.RemoveAt(0);
    }

    // The counts stay: they are still among the last answers.
    private void Settle(BrakeEntry entry, ProposalDecision decision)
    {
        state.Due.AddRange(entry.Batches.Select(batch => new DueProposals(decision, batch)));
        entry.Batches.Clear();
    }

    private void Hold(IReadOnlyCollection<ProposalBatch> proposals)
    {
        state.Held += Devices(proposals);
        if (!state.HoldsAll) state.HeldBatches.AddRange(proposals);
        if (state.HeldBatches.Count <= MaxHeld) return;
        state.HoldsAll = true;
        state.HeldBatches.Clear();
    }

    private static long Devices(IEnumerable<ProposalBatch> batches) => batches.Sum(batch => (long)batch.Devices);
}
