namespace Push.Grains.Audiences;

/// <summary>Memory for pages that are needed together and then no more: the next ones get the same.</summary>
internal sealed class PageBuffers
{
    private readonly List<byte[]> _buffers = [];
    private int _taken;

    /// <summary>A buffer for a page, until <see cref="TakeBackAll"/>.</summary>
    public byte[] Take()
    {
        if (_taken == _buffers.Count) _buffers.Add(new byte[TokenPage.Size]);
        return _buffers[_taken++];
    }

    public void TakeBackAll() => _taken = 0;
}
