using CsCheck;
using Push.Apns;
using Push.Grains.Audiences;
using Push.Grains.Connections;

namespace Push.Grains.Devices;

public sealed class RetirementRuleTests
{
    [Fact]
    public void Decide_Gone_RetiresOnlyOlderRegistrations() => Gen.Select(Gen.Long[1, 1000], Gen.Long[0, 1000]).Sample((gone, registered) =>
        RetirementRule.Decide(RetirementReason.Unregistered, gone, registered)
            == (gone > registered ? DeviceEffect.Retired : DeviceEffect.None));

    [Fact]
    public void Decide_GoneWithoutTimestamp_KeepsTheDevice() =>
        Assert.Equal(DeviceEffect.None, RetirementRule.Decide(RetirementReason.Unregistered, 0, 0));

    [Fact]
    public void Decide_BadDeviceToken_OnlyProposes() => Gen.Select(Gen.Long[0, 1000], Gen.Long[0, 1000]).Sample((gone, registered) =>
        RetirementRule.Decide(RetirementReason.BadDeviceToken, gone, registered) == DeviceEffect.Proposed);

    [Theory]
    [InlineData(410, "Unregistered", RetirementReason.Unregistered)]
    [InlineData(410, "ExpiredToken", RetirementReason.ExpiredToken)]
    [InlineData(410, "SomethingNew", RetirementReason.Unregistered)]
    [InlineData(400, "BadDeviceToken", RetirementReason.BadDeviceToken)]
    [InlineData(400, "DeviceTokenNotForTopic", RetirementReason.None)]
    [InlineData(403, "InvalidProviderToken", RetirementReason.None)]
    [InlineData(503, "ServiceUnavailable", RetirementReason.None)]
    public void Reason_OfAnAnswer_FollowsItsVerdict(int status, string reason, RetirementReason expected) => Assert.Equal(
        expected, RetirementReasons.Of(new Answer(AttemptOutcome.Rejected, Status: status, Reason: reason)));

    [Fact]
    public void Judge_DeviceOfAList_LeavesANoteThatIsNoMember()
    {
        var (note, effect) = SegmentChanges.Judge(
            null, new Judgement(Rows.TokenOf(1), RetirementReason.Unregistered, 5, 0), Rows.Now, Rows.Now);
        Assert.Equal((DeviceEffect.Retired, true, false), (effect, note!.Value.IsNote, note.Value.IsActive));
        Assert.Equal(RegisterResult.Added, SegmentChanges.Register(note, new Registration(Rows.TokenOf(1)), Rows.Now).Result);
    }

    [Fact]
    public void Judge_ListNamesALaterRegistration_KeepsTheDevice()
    {
        var judgement = new Judgement(Rows.TokenOf(1), RetirementReason.Unregistered, GoneSince: 50, RegisteredAt: 60);
        Assert.Equal((null, DeviceEffect.None), SegmentChanges.Judge(Rows.Member(1, addedAt: 10), judgement, Rows.Now, Rows.Now));
    }

    [Fact]
    public void Judge_RetiredAlready_SaysSoAgainAndChangesNothing()
    {
        var judgement = new Judgement(Rows.TokenOf(1), RetirementReason.Unregistered, Rows.Now + 1, 0);
        var (retired, _) = SegmentChanges.Judge(Rows.Member(1), judgement, Rows.Now, Rows.Now);
        Assert.Equal((null, DeviceEffect.Retired), SegmentChanges.Judge(retired, judgement, Rows.Now, Rows.Now));
    }
}
