using CsCheck;

namespace Push.Grains.Apps;

public sealed class RetirementBrakeTests
{
    private const int Limit = 10;

    private readonly BrakeState _state = new();
    private readonly RetirementBrake _brake;
    private long _stamp;

    public RetirementBrakeTests() => _brake = new RetirementBrake(_state, Limit);

    [Fact]
    public void Record_FewAnswers_ReleasesNothing()
    {
        Assert.False(Record(900, bad: 80));
        Assert.Equal((80, 80L, 0), (_brake.Bad, _brake.Waiting, _state.Due.Count));
    }

    [Fact]
    public void Record_UnderTheLimit_ReleasesWhatAThousandAnswersCameBehind()
    {
        Record(100, bad: 9);
        Record(950, bad: 0);
        Assert.Empty(_state.Due);
        Record(50, bad: 4);
        Assert.Equal([(ProposalDecision.Retire, 1L)], Due);
        Assert.Equal(4, _brake.Waiting);
    }

    [Fact]
    public void Record_OneAnswerAndThenMany_ReleasesTheOne()
    {
        Record(1, bad: 1);
        Record(2500, bad: 0);
        Assert.Equal([(ProposalDecision.Retire, 1L)], Due);
    }

    [Fact]
    public void Record_AnswersOneByOne_KeepsAFewEntries()
    {
        for (var i = 0; i < 5000; i++) Record(1, bad: i % 100 == 0 ? 1 : 0);
        Assert.InRange(_state.Window.Count, 20, 22);
        Assert.InRange(_brake.Answers, RetirementBrake.Window, RetirementBrake.Window + 50);
        Assert.Equal(50, _state.Due.Count + _brake.Waiting);
    }

    [Fact]
    public void Record_ExactlyTheLimit_PutsTheBrakeOn()
    {
        Assert.False(Record(999, bad: 99));
        Assert.True(Record(1, bad: 1));
        Assert.Equal((100L, 0), (_brake.Waiting, _state.Due.Count));
    }

    [Fact]
    public void Record_OneUnderTheLimit_DoesNot() => Assert.False(Record(1000, bad: 99));

    [Fact]
    public void Record_FewAnswersThatCanOnlyPassTheLimit_PutTheBrakeOn() => Assert.True(Record(150, bad: 100));

    [Fact]
    public void Record_ManyAnswersAtOnce_CountAsAWhole()
    {
        Assert.False(Record(50_000, bad: 4999));
        Assert.True(Record(50_000, bad: 5000));
    }

    [Fact]
    public void Record_WhileTheBrakeIsOn_HoldsEverything()
    {
        Record(1000, bad: 100);
        for (var i = 0; i < 20; i++) Assert.False(Record(1000, bad: 1));
        Assert.Equal((120L, 0), (_brake.Waiting, _state.Due.Count));
    }

    [Theory]
    [InlineData(ProposalDecision.Retire)]
    [InlineData(ProposalDecision.Forget)]
    public void Decide_HoldsUntilTheShareHasFallen(ProposalDecision decision)
    {
        Record(1000, bad: 500);
        _brake.Decide(decision);
        Assert.Equal([(decision, 1L)], Due);
        Assert.False(_brake.IsOn);

        Record(1000, bad: 500);
        Assert.Equal([(decision, 1L), (decision, 2L)], Due);
        Record(1000, bad: 50);
        Assert.Null(_state.Standing);
        Assert.True(Record(1000, bad: 500));
    }

    [Theory]
    [InlineData(ProposalDecision.Retire, ProposalDecision.Forget)]
    [InlineData(ProposalDecision.Forget, ProposalDecision.Retire)]
    public void Decide_OtherwiseWhileADecisionHolds_TakesItsPlaceForWhatIsNotSettled(ProposalDecision first, ProposalDecision last)
    {
        Record(1000, bad: 500);
        Assert.True(_brake.Decide(first));
        Record(1000, bad: 500);

        Assert.True(_brake.Decide(last));
        Assert.False(_brake.Decide(last));

        Record(1000, bad: 500);
        Assert.Equal([(last, 1L), (last, 2L), (last, 3L)], Due);
        Assert.Equal(last, _state.Standing);
    }

    [Fact]
    public void Decide_WhileTheBrakeIsOff_DoesNothing()
    {
        Record(1000, bad: 5);
        Assert.False(_brake.Decide(ProposalDecision.Retire));
        Assert.Equal((0, 5L), (_state.Due.Count, _brake.Waiting));
    }

    [Fact]
    public void Hold_TooManySegments_AsksAllOfThem()
    {
        Record(1000, bad: 500);
        for (var i = 0; i < RetirementBrake.MaxHeld; i++) Record(1, bad: 1);
        Assert.Empty(_state.HeldBatches);
        _brake.Decide(ProposalDecision.Forget);
        Assert.Equal([new DueProposals(ProposalDecision.Forget, Batch: null)], _state.Due);
        Assert.Equal(0, _brake.Waiting);
    }

    // The default limit: a list with 5 % tokens of the other environment retires nobody, however its reports are cut.
    [Fact]
    public void Record_FivePercentBadTokens_RetireNobodyAndPutTheBrakeOn() =>
        Gen.Select(Gen.Int[1, 50], Gen.Int[0, 10_000]).Sample((chunksOfTwenty, before) =>
        {
            var state = new BrakeState();
            var brake = new RetirementBrake(state, new AppOptions().BrakePercent);
            if (before > 0) brake.Record(before, []);
            for (var sent = 0; sent < 5000 && !brake.IsOn; sent += chunksOfTwenty * 20)
                brake.Record(chunksOfTwenty * 20, [new ProposalBatch(++_stamp, 0, 1, chunksOfTwenty)]);
            // Reports of more than the window are looked at as a whole, with what came before in the last one.
            return brake.IsOn && state.Due.Count == 0;
        });

    private IEnumerable<(ProposalDecision, long)> Due => _state.Due.Select(due => (due.Decision, due.Batch!.Value.Stamp));

    private bool Record(int answers, int bad) =>
        _brake.Record(answers, bad == 0 ? [] : [new ProposalBatch(++_stamp, 0, 1, bad)]);
}
