using Push.Http2.Flow;
using Push.Http2.Messages;
using Push.Simulator.Requests;

namespace Push.Simulator.Connections;

/// <summary>One stream, from its HEADERS until its answer is written. Used again for later streams.</summary>
internal sealed class RequestStream
{
    /// <summary>Characters of an apns-id.</summary>
    public const int IdLength = 36;

    private readonly byte[] _idText = new byte[IdLength];

    public int Id { get; private set; }

    /// <summary>The request while it is received; afterwards the ring of the last notifications has it.</summary>
    public RequestRecord? Record { get; set; }

    /// <summary>Whether the request is complete.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Whether the answer did not wait for the request's end; the stream is then reset behind it.</summary>
    public bool IsCutOff { get; set; }

    /// <summary>Bytes of DATA frames, padding included: the stream's window is not enlarged.</summary>
    public int Received { get; set; }

    /// <summary>Compares the body with the content-length that was declared.</summary>
    public ContentLengthCheck Length;

    public Answer Answer { get; set; }

    /// <summary>The apns-id to answer, as the request wrote it.</summary>
    public Span<byte> IdText => _idText;

    /// <summary>Whether the answer's HEADERS are written.</summary>
    public bool HasHead { get; set; }

    /// <summary>Bytes of the answer's body that are written.</summary>
    public int BodySent { get; set; }

    /// <summary>How much of the answer's body may be written.</summary>
    public SendWindow Window;

    public void Open(int id, RequestRecord record, int sendWindow)
    {
        Id = id;
        Record = record;
        IsComplete = false;
        IsCutOff = false;
        Received = 0;
        Length = new ContentLengthCheck(-1);
        Answer = default;
        HasHead = false;
        BodySent = 0;
        Window = new SendWindow(sendWindow);
    }
}
