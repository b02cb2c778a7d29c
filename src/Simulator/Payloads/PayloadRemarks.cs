using Push.Simulator.Requests;

namespace Push.Simulator.Payloads;

/// <summary>The remarks of one connection; a campaign's payload is the same for every request, and its remark is kept.</summary>
internal sealed class PayloadRemarks
{
    private readonly byte[] _payload = new byte[RequestRecord.MaxBodyKept];
    private readonly byte[] _pushType = new byte[16];
    private int _payloadLength = -1;
    private int _pushTypeLength;
    private string? _remark;

    /// <summary>The remark on a request that was accepted.</summary>
    public string? Of(RequestRecord request)
    {
        // The update of a Wallet pass is an empty object, whatever push type it was given.
        ReadOnlySpan<byte> pushType = RequestRules.IsPassUpdate(request.Value(KnownHeader.Topic)) ? default : request.Value(KnownHeader.PushType);
        if (_payloadLength >= 0
            && request.Body.SequenceEqual(_payload.AsSpan(0, _payloadLength)) && pushType.SequenceEqual(_pushType.AsSpan(0, _pushTypeLength)))
            return _remark;
        (_payloadLength, _pushTypeLength) = (request.Body.Length, pushType.Length);
        request.Body.CopyTo(_payload);
        pushType.CopyTo(_pushType);
        return _remark = PayloadReading.Remark(pushType, request.Body);
    }
}
