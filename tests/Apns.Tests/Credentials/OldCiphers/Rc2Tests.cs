namespace Push.Apns.Tests.Credentials.OldCiphers;

public sealed class Rc2Tests
{
    // RFC 2268 section 5.
    [Theory]
    [InlineData("0000000000000000", 63, "0000000000000000", "ebb773f993278eff")]
    [InlineData("ffffffffffffffff", 64, "ffffffffffffffff", "278b27e42e2f0d49")]
    [InlineData("3000000000000000", 64, "1000000000000001", "30649edf9be7d2c2")]
    [InlineData("88", 64, "0000000000000000", "61a8a244adacccf0")]
    [InlineData("88bca90e90875a", 64, "0000000000000000", "6ccf4308974c267f")]
    [InlineData("88bca90e90875a7f0f79c384627bafb2", 64, "0000000000000000", "1a807d272bbe5db1")]
    [InlineData("88bca90e90875a7f0f79c384627bafb2", 128, "0000000000000000", "2269552ab0f85ca6")]
    [InlineData("88bca90e90875a7f0f79c384627bafb216f80a6f85920584c42fceb0be255daf1e", 129, "0000000000000000", "5b78d3a43dfff1f1")]
    public void Decrypt_VectorsOfTheRfc_GivesThePlainText(string key, int bits, string plain, string cipher)
    {
        var block = new byte[Rc2.BlockSize];
        new Rc2(Convert.FromHexString(key), bits).Decrypt(Convert.FromHexString(cipher), block);

        Assert.Equal(plain, Convert.ToHexStringLower(block));
    }
}
