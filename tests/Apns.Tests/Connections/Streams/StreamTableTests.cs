using CsCheck;
using Push.Apns.Connections;

namespace Push.Apns.Tests.Connections.Streams;

/// <summary>The table of open streams finds what is open and nothing else, in any order of opening and closing.</summary>
public sealed class StreamTableTests
{
    [Fact]
    public void StreamTable_AnyOpeningsAndClosings_FindsWhatADictionaryFinds() =>
        Gen.Int[0, 1000].Array[1, 3000].Sample(choices =>
        {
            var table = new StreamTable();
            var open = new SortedDictionary<int, int>();
            var next = -1;
            foreach (var choice in choices)
            {
                // Ids jump now and then, so that late streams and new ones share a home position.
                if (choice % 2 == 0 || open.Count == 0)
                {
                    next += choice % 50 == 0 ? 2 + choice * 16 : 2;
                    open.Add(next, table.Add(next));
                }
                else
                {
                    var id = open.Keys.ElementAt(choice % open.Count);
                    table.Remove(open[id]);
                    open.Remove(id);
                    Assert.Equal(StreamTable.None, table.Find(id));
                }
            }

            Assert.Equal(open.Count, table.Count);
            Assert.All(open, stream => Assert.Equal(stream.Value, table.Find(stream.Key)));
            Assert.Equal(open.Keys, InOrder(table));
            Assert.Equal(StreamTable.None, table.Find(next + 2));
        }, iter: 200);

    private static IEnumerable<int> InOrder(StreamTable table)
    {
        for (var slot = table.Oldest; slot != StreamTable.None; slot = table[slot].Younger) yield return table[slot].StreamId;
    }
}
