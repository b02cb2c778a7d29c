using Push.Http2.Messages;

namespace Push.Http2.Tests.Messages;

public sealed class ContentLengthCheckTests
{
    [Fact]
    public void Check_DataAsDeclared_IsComplete()
    {
        var check = new ContentLengthCheck(5);
        Assert.False(check.IsComplete);
        Assert.True(check.Add(2));
        Assert.False(check.IsComplete);
        Assert.True(check.Add(3));
        Assert.True(check.IsComplete);
    }

    [Fact]
    public void Check_MoreThanDeclared_IsRefused()
    {
        var check = new ContentLengthCheck(5);
        Assert.False(check.Add(6));
        Assert.False(check.IsComplete);
    }

    [Fact]
    public void Check_NothingDeclared_TakesEverything()
    {
        var check = new ContentLengthCheck(-1);
        Assert.True(check.Add(1_000));
        Assert.True(check.IsComplete);
    }

    [Fact]
    public void Check_Declared0_TakesNothing()
    {
        var check = new ContentLengthCheck(0);
        Assert.True(check.IsComplete);
        Assert.False(check.Add(1));
    }
}
