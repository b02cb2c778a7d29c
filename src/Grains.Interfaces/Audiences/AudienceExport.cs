using System.Runtime.CompilerServices;

namespace Push.Grains.Audiences;

/// <summary>Reads an audience as a stream, one chunk ahead of who takes it: its size costs no memory.</summary>
public static class AudienceExport
{
    /// <summary>
    /// The members of an audience. A device that is one from beginning to end comes exactly once; of those that come or go meanwhile
    /// some do.
    /// </summary>
    /// <param name="grains">The cluster.</param>
    /// <param name="app">The app.</param>
    /// <param name="list">The list's name, or null for the registered devices of the app.</param>
    /// <param name="filter">Only devices that it means; null: all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Notifications.PushRequestException">Unknown app, or a name is malformed.</exception>
    public static async IAsyncEnumerable<AudienceDevice> ReadAsync(
        IGrainFactory grains,
        string app,
        string? list,
        AudienceFilter? filter,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var audience = AudienceKey.Of(app, list);
        var directory = new AudienceDirectory(grains);
        var classes = (await grains.GetGrain<IAudienceGrain>(audience).GetInfo().WaitAsync(cancellationToken).ConfigureAwait(false)).Segments;
        directory.Learn(audience, classes);
        var next = ReadAsync(0);
        for (var index = 0; index < classes; index++)
        {
            var blocks = await next.WaitAsync(cancellationToken).ConfigureAwait(false);
            next = index + 1 < classes ? ReadAsync(index + 1) : Task.FromResult<List<ChunkRows>>([]);
            next.Ignore(); // Who stops taking never looks at it.
            foreach (var block in blocks)
                foreach (var row in block.Rows)
                    yield return Describe(row);
        }

        Task<List<ChunkRows>> ReadAsync(int index)
        {
            var hashClass = new HashClass(index, classes);
            return directory.AskAsync(audience, hashClass, (segment, segments) =>
                segment.ReadChunk(new ChunkRead(segments, hashClass, long.MaxValue, filter)));
        }
    }

    private static AudienceDevice Describe(in DeviceRow row) => new(
        row.Token,
        DeviceAttributes.Trusted(row.Attributes),
        row.RegistrationTime);
}
