using System.Text.Json;

namespace Push.Testing.Guarantees;

/// <summary>One row of the table of guarantees: a fault, and what came of a campaign under it.</summary>
/// <param name="Fault">What went wrong, in words.</param>
/// <param name="Test">The test, <c>Class.Method</c>.</param>
/// <param name="Devices">Recipients.</param>
public sealed record GuaranteeRow(string Fault, string Test, long Devices)
{
    private static readonly string? Log = Environment.GetEnvironmentVariable("PUSH_GUARANTEE_LOG");
    private static readonly Lock Gate = new();

    /// <summary>Recipients that the campaign counts as accepted.</summary>
    public long Accepted { get; init; }

    /// <summary>Recipients that ended in another way than accepted.</summary>
    public long Otherwise { get; init; }

    /// <summary>Recipients that were neither accepted by the simulator nor ended in another way.</summary>
    public long Lost { get; init; }

    /// <summary>Pushes that the simulator accepted though it had accepted the same for the same device before.</summary>
    public long Duplicates { get; init; }

    /// <summary>What the campaign announced as possibly repeated.</summary>
    public long PossiblyRepeated { get; init; }

    /// <summary>Writes the row where <c>PUSH_GUARANTEE_LOG</c> says, one JSON object in a line.</summary>
    public void Record()
    {
        if (Log is null) return;
        lock (Gate) File.AppendAllText(Log, JsonSerializer.Serialize(this, JsonSerializerOptions.Web) + "\n");
    }
}
