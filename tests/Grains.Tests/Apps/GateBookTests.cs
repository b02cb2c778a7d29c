using Microsoft.Extensions.Time.Testing;
using Push.Grains.Campaigns;

namespace Push.Grains.Apps;

public sealed class GateBookTests
{
    private static readonly CampaignProblem Problem = new(ProblemKind.Connection, "too many");

    private readonly FakeTimeProvider _time = new();
    private readonly GateBook _book;

    public GateBookTests() => _book = new GateBook(_time);

    [Fact]
    public void Apply_ClosedTwiceAndOpened_CountsOnce()
    {
        Assert.Equal(1, _book.Apply(new GateChange(null, Problem)));
        Assert.Equal(0, _book.Apply(new GateChange(null, Problem)));
        Assert.Null(Assert.Single(_book.Closed).HeldUntil);
        Assert.Equal(-1, _book.Apply(new GateChange(null, Problem: null)));
        Assert.Empty(_book.Closed);
    }

    [Fact]
    public void Apply_HeldAgain_IsHeldFromThenOn()
    {
        var held = new GateChange(null, Problem) { HeldFor = TimeSpan.FromMinutes(5) };
        _book.Apply(held);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, _book.Apply(held));
        Assert.Equal(_time.GetUtcNow().AddMinutes(5), Assert.Single(_book.Closed).HeldUntil);
    }
}
