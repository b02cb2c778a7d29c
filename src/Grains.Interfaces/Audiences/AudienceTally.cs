using Push.Apns;

namespace Push.Grains.Audiences;

/// <summary>
/// Counts the devices of a list that is not imported: how many there are, each once, and how many of them a filter means. Of
/// a token that stands in the list twice the first counts, as in an import, and it takes as little memory.
/// </summary>
/// <param name="filter">Only devices that it means; null: all.</param>
public sealed class AudienceTally(AudienceFilter? filter) : IDisposable
{
    private const int DevicesPerPart = 50_000;

    private readonly TokenStore _tokens = new();

    /// <summary>Adds a device. Its bytes are copied.</summary>
    public void Add(in AudienceDevice device) =>
        _tokens.Add(device.Token.Bytes.Span, registeredAt: 0, device.Attributes.Bytes.Span);

    /// <summary>Counts what was added.</summary>
    public AudienceTallyResult Count(CancellationToken cancellationToken)
    {
        var (devices, meant, undecided) = (0L, 0L, 0L);
        foreach (var (_, rows) in _tokens.Partition(new ImportPlan(_tokens.Count / DevicesPerPart + 1, Time: 0)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var seen = new HashSet<DeviceToken>(rows.Count);
            foreach (var row in rows)
            {
                if (!seen.Add(row.Token)) continue;
                devices++;
                if (filter is null) meant++;
                else if (row.Attributes.IsEmpty) undecided++;
                else if (filter.Matches(new AttributeReader(row.Attributes.Span))) meant++;
            }
        }
        return new AudienceTallyResult(devices, meant, undecided, _tokens.Count - devices);
    }

    /// <summary>Removes the temporary file.</summary>
    public void Dispose() => _tokens.Dispose();
}

/// <summary>What a list holds.</summary>
/// <param name="Devices">Devices, each once.</param>
/// <param name="Meant">Those of them that the filter means.</param>
/// <param name="Undecided">Those that the list says nothing of: what they are registered with in the app decides.</param>
/// <param name="Duplicates">Lines whose token stood in the list before.</param>
public readonly record struct AudienceTallyResult(long Devices, long Meant, long Undecided, long Duplicates);
