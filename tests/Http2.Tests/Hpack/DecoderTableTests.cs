using CsCheck;
using Push.Http2.Hpack;

namespace Push.Http2.Tests.Hpack;

public sealed class DecoderTableTests
{
    // What is done to a table: negative sizes resize it, others insert a field of that many bytes.
    private static readonly Gen<int> Step = Gen.Frequency((1, Gen.Int[-300, -1]), (9, Gen.Int[0, 320]));

    [Fact]
    public void Table_AnyInsertionsAndSizes_HoldsWhatASimpleListHolds() =>
        Gen.Select(Gen.Int[0, 300], Step.Array[0, 100]).Sample((limit, steps) =>
        {
            var table = new DecoderTable(limit);
            var model = new List<byte[]>();
            var maxSize = limit;
            var filler = (byte)0;
            foreach (var step in steps)
            {
                if (step < 0) table.Resize(maxSize = Math.Min(limit, -step));
                else Insert(table, model, step, ++filler, maxSize);
                while (model.Sum(field => field.Length + 32) > maxSize) model.RemoveAt(model.Count - 1);
                Assert.Equal(model.Count, table.Count);
                Assert.Equal(model.Sum(field => field.Length + 32), table.Size);
                for (var i = 0; i < model.Count; i++)
                    Assert.True(model[i].AsSpan().SequenceEqual([.. table.Name(i), .. table.Value(i)]));
            }
        });

    private static void Insert(DecoderTable table, List<byte[]> model, int length, byte filler, int maxSize)
    {
        // Now and then the name is that of the oldest field, which the insertion may evict.
        var name = table.Count > 0 && filler % 3 == 0 ? table.Name(table.Count - 1) : new byte[] { filler }.AsSpan();
        var value = new byte[length];
        Array.Fill(value, filler);
        byte[] field = [.. name, .. value];
        var isStored = table.Insert(name, value);
        Assert.Equal(field.Length + 32 <= maxSize, isStored);
        model.Insert(0, field);
    }
}
