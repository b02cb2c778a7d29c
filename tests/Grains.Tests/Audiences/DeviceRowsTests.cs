using CsCheck;

namespace Push.Grains.Audiences;

public sealed class DeviceRowsTests
{
    [Fact]
    public void Rows_Written_AreReadAsTheyWere() => Gen.Select(Rows.Any.List[0, 50], Gen.Long[0, Rows.Now]).Sample((rows, baseTime) =>
    {
        var writer = new DeviceRowsWriter(baseTime);
        foreach (var row in rows) writer.Add(row);
        var read = Rows.ToList(writer.ToRows());
        return read.Count == rows.Count && rows.Zip(read).All(pair => Rows.AreSame(pair.First, pair.Second));
    });

    [Fact]
    public void Rows_ImportedToken_Takes35Bytes()
    {
        var writer = new DeviceRowsWriter(Rows.Now);
        for (var i = 0; i < 1000; i++) writer.Add(new byte[32]);
        var rows = writer.ToRows();
        Assert.Equal((1000, 9 + 1000 * 35), (rows.Count, rows.Bytes.Length));
        Assert.All(Rows.ToList(rows), row => Assert.Equal((Rows.Now, 0L, true), (row.AddedAt, row.RegisteredAt, row.IsActive)));
    }

    [Fact]
    public void Rows_OfALaterVersion_AreRefused()
    {
        var bytes = Rows.Of(Rows.Member(1)).Bytes.ToArray();
        bytes[0]++;
        Assert.Throws<InvalidDataException>(() => Rows.ToList(new DeviceRows(1, bytes)));
    }
}
