namespace Push.Testing;

/// <summary>From when and until when a certificate is valid.</summary>
public readonly record struct Validity(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Valid at any time a test may run.</summary>
    public static Validity Current { get; } = new(Day(2020), Day(2049));

    public static Validity Past { get; } = new(Day(2020), Day(2021));

    public static Validity Future { get; } = new(Day(2048), Day(2049));

    private static DateTimeOffset Day(int year) => new(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
