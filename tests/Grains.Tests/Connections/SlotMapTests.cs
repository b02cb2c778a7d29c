using CsCheck;

namespace Push.Grains.Connections;

public sealed class SlotMapTests
{
    private static readonly Gen<string[]> Silos = Gen.Int[1, 12].Select(count =>
        Enumerable.Range(1, count).Select(number => $"10.0.0.{number}:11111@{number * 977}").ToArray());

    [Fact]
    public void Assign_AnySilos_NoneGetsMoreThanItsShare() => Gen.Select(Silos, Gen.Int[1, 64]).Sample((silos, slots) =>
    {
        var assigned = SlotMap.Assign("app", slots, silos);
        return assigned.Length == slots && assigned.CountBy(silo => silo).All(load => load.Value <= (slots + silos.Length - 1) / silos.Length);
    });

    [Fact]
    public void Assign_SilosInAnotherOrder_IsTheSame() => Gen.Select(Silos, Gen.Int[1, 64]).Sample((silos, slots) =>
    {
        string[] reversed = [.. silos.Reverse()];
        return SlotMap.Assign("app", slots, silos).Select(silo => silos[silo])
            .SequenceEqual(SlotMap.Assign("app", slots, reversed).Select(silo => reversed[silo]));
    });

    [Fact]
    public void Assign_OneSiloLeaves_MovesFewOfTheOthers()
    {
        string[] silos = [.. Enumerable.Range(1, 6).Select(number => $"silo {number}")];
        var (before, after) = (SlotMap.Assign("app", 60, silos), SlotMap.Assign("app", 60, silos[..5]));
        var moved = Enumerable.Range(0, 60).Count(slot => before[slot] < 5 && before[slot] != after[slot]);
        Assert.InRange(moved, 0, 20);
    }

    [Theory]
    [InlineData("demo/3", "demo", 3)]
    [InlineData("demo/12/c1", "demo", 12)]
    public void Key_OfASlotOrBesideIt_IsRead(string key, string app, int slot) =>
        Assert.Equal(new ConnectionKey(app, slot), ConnectionKey.Parse(key));
}
