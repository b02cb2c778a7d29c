using CsCheck;

namespace Push.Grains.Campaigns;

/// <summary>
/// Random schedules of leases, answers, reports, lost leases, crashes, pauses and cancellations, through everything of a
/// campaign but its I/O. Whatever happens: the counts add up at every moment, each report counts once, and in the end each
/// device has ended once, and as what became of it.
/// </summary>
public sealed class CampaignScheduleTests
{
    // What carries a campaign on comes oftener than what hinders it, so that it gets somewhere.
    private static readonly ScheduleStep[] Onward =
        [ScheduleStep.Grant, ScheduleStep.Send, ScheduleStep.Report, ScheduleStep.Wait, ScheduleStep.TakeUp];

    private static readonly Gen<ScheduleStep> Kind = Gen.Frequency(
        (3, Gen.Int[0, Onward.Length - 1].Select(place => Onward[place])), (2, Gen.Enum<ScheduleStep>()));

    private static readonly Gen<(ScheduleStep Step, int Choice, byte[] Answers)> Step = Gen.Select(
        Kind, Gen.Int[0, 1000], Gen.Byte[0, 4].Array[CampaignModel.PerChunk]);

    [Theory]
    [InlineData(UnknownPolicy.AtLeastOnce)]
    [InlineData(UnknownPolicy.AtMostOnce)]
    public void Campaign_AnySchedule_EndsEveryDeviceOnceAsWhatBecameOfIt(UnknownPolicy policy) =>
        Gen.Select(Gen.Int[1, 8], Step.List[0, 300]).Sample((chunks, steps) =>
        {
            var model = new CampaignModel(chunks, policy);
            foreach (var (step, choice, answers) in steps)
            {
                model.Do(step, choice, answers);
                model.AssertAddsUp();
            }
            model.RunToEnd();
            model.AssertEveryDeviceEndedOnce();
        });
}
