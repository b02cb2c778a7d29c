namespace Push.Http2.Hpack;

/// <summary>The 61 fields every HPACK endpoint knows (RFC 7541 appendix A). Indices start at 1.</summary>
internal static class StaticTable
{
    public const int Count = 61;

    private static readonly (byte[] Name, byte[] Value)[] Fields = [.. """
        :authority=
        :method=GET
        :method=POST
        :path=/
        :path=/index.html
        :scheme=http
        :scheme=https
        :status=200
        :status=204
        :status=206
        :status=304
        :status=400
        :status=404
        :status=500
        accept-charset=
        accept-encoding=gzip, deflate
        accept-language=
        accept-ranges=
        accept=
        access-control-allow-origin=
        age=
        allow=
        authorization=
        cache-control=
        content-disposition=
        content-encoding=
        content-language=
        content-length=
        content-location=
        content-range=
        content-type=
        cookie=
        date=
        etag=
        expect=
        expires=
        from=
        host=
        if-match=
        if-modified-since=
        if-none-match=
        if-range=
        if-unmodified-since=
        last-modified=
        link=
        location=
        max-forwards=
        proxy-authenticate=
        proxy-authorization=
        range=
        referer=
        refresh=
        retry-after=
        server=
        set-cookie=
        strict-transport-security=
        transfer-encoding=
        user-agent=
        vary=
        via=
        www-authenticate=
        """.Split('\n').Select(line => Parse(line.TrimEnd('\r')))];

    public static ReadOnlySpan<byte> Name(int index) => Fields[index - 1].Name;

    public static ReadOnlySpan<byte> Value(int index) => Fields[index - 1].Value;

    /// <summary>The lowest index with this name, 0 when there is none.</summary>
    public static int FindName(ReadOnlySpan<byte> name)
    {
        for (var index = 1; index <= Count; index++)
            if (Name(index).SequenceEqual(name)) return index;
        return 0;
    }

    /// <summary>The index of this whole field, 0 when there is none.</summary>
    public static int Find(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        for (var index = 1; index <= Count; index++)
            if (Name(index).SequenceEqual(name) && Value(index).SequenceEqual(value)) return index;
        return 0;
    }

    private static (byte[] Name, byte[] Value) Parse(string line)
    {
        var equals = line.IndexOf('=');
        return (Ascii(line[..equals]), Ascii(line[(equals + 1)..]));
        static byte[] Ascii(string text) => System.Text.Encoding.ASCII.GetBytes(text);
    }
}
