namespace Push.Simulator.Requests;

/// <summary>The path of a device push: <c>/3/device/{token}</c>.</summary>
internal static class DevicePath
{
    /// <summary>Finds the token's digits; false when the path is another one (404 BadPath).</summary>
    public static bool TryRead(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> digits)
    {
        digits = default;
        if (!path.StartsWith("/3/device"u8))
            return false;
        ReadOnlySpan<byte> rest = path["/3/device".Length..];
        if (rest.IsEmpty)
            return true;
        digits = rest[1..];
        return rest[0] == '/' && digits.IndexOfAny((byte)'/', (byte)'?') < 0;
    }
}
