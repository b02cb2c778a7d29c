using CsCheck;
using Push.Apns;
using Push.Grains.Devices;

namespace Push.Grains.Audiences;

/// <summary>Makes rows for tests.</summary>
internal static class Rows
{
    public const long Now = 1_700_000_000_000;

    private static readonly Gen<long> Times = Gen.Long[1, 2 * Now];

    public static readonly Gen<DeviceToken> Token =
        Gen.Byte.Array[1, 64].Select(bytes => DeviceToken.FromBytes(bytes));

    public static readonly Gen<DeviceRow> Any = Gen.Select(Token, Times, Times, Gen.Int[0, 15], Gen.Byte.Array[0, 40])
        .Select((token, added, registered, kind, attributes) => new DeviceRow
        {
            Token = token,
            AddedAt = added,
            RegisteredAt = (kind & 1) == 0 ? 0 : registered,
            Retired = (kind & 2) == 0 ? RetirementReason.None : RetirementReason.ExpiredToken,
            IsRemoved = kind == 4,
            IsNote = kind == 10,
            EndedAt = (kind & 2) != 0 || kind == 4 ? registered : 0,
            ProposedAt = (kind & 8) == 0 ? 0 : added,
            Attributes = attributes,
        });

    public static DeviceToken TokenOf(int number) => DeviceToken.FromBytes(BitConverter.GetBytes(number * 7919));

    public static DeviceRow Member(int number, long addedAt = Now) =>
        new() { Token = TokenOf(number), AddedAt = addedAt, RegisteredAt = addedAt };

    public static DeviceRow Imported(int number, long addedAt) =>
        new() { Token = TokenOf(number), AddedAt = addedAt, RegisteredAt = 0 };

    public static DeviceRows Of(params IEnumerable<DeviceRow> rows)
    {
        var writer = new DeviceRowsWriter(Now);
        foreach (var row in rows) writer.Add(row);
        return writer.ToRows();
    }

    public static List<DeviceRow> ToList(DeviceRows rows)
    {
        var list = new List<DeviceRow>();
        foreach (var row in rows) list.Add(row);
        return list;
    }

    public static IEnumerable<DeviceToken> TokensOf(DeviceRows rows) => ToList(rows).Select(row => row.Token);

    public static bool AreSame(DeviceRow one, DeviceRow other) =>
        one.Token == other.Token && one.Attributes.Span.SequenceEqual(other.Attributes.Span)
        && (one.AddedAt, one.RegisteredAt, one.Retired, one.EndedAt, one.IsRemoved, one.IsNote, one.ProposedAt)
            == (other.AddedAt, other.RegisteredAt, other.Retired, other.EndedAt, other.IsRemoved, other.IsNote, other.ProposedAt);
}
