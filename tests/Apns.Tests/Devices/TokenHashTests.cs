using System.Globalization;

namespace Push.Apns.Tests.Devices;

public sealed class TokenHashTests
{
    [Fact]
    public void Of_Token_IsTheStartOfItsSha256()
    {
        // printf abc | sha256sum
        var hash = TokenHash.Of(DeviceToken.FromBytes("abc"u8.ToArray()));

        Assert.Equal("ba7816bf8f01cfea414140de5dae2223", hash.ToString());
        Assert.Equal(UInt128.Parse("ba7816bf8f01cfea414140de5dae2223", NumberStyles.HexNumber, null), hash.Value);
    }

    [Fact]
    public void Compare_ByValue_Orders()
    {
        TokenHash low = new(1), high = new(UInt128.MaxValue);

        Assert.True(low < high && high > low && low <= high && high >= low);
        Assert.Equal(-1, low.CompareTo(high));
        Assert.Equal("00000000000000000000000000000001", low.ToString());
    }
}
