using System.Buffers.Text;
using System.Text;

namespace Push.Apns.Connections;

/// <summary>What the header block of an answer says.</summary>
internal struct AnswerHead
{
    public ushort Status { get; set; }

    /// <summary>The <c>apns-id</c> answered; null when there was none, or none that is a UUID.</summary>
    public Guid? Id { get; private set; }

    public string? UniqueId { get; private set; }

    public TimeSpan? RetryAfter { get; private set; }

    /// <summary>Takes what matters of a header.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="time">The clock, against which a date in <c>retry-after</c> is read.</param>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, TimeProvider time)
    {
        switch (name.Length)
        {
            case 7 when name.SequenceEqual("apns-id"u8):
                if (Utf8Parser.TryParse(value, out Guid id, out var used) && used == value.Length) Id = id;
                break;
            case 15 when name.SequenceEqual("apns-request-id"u8): // of broadcasts
                if (Utf8Parser.TryParse(value, out Guid request, out var length) && length == value.Length) Id ??= request;
                break;
            case 14 when name.SequenceEqual("apns-unique-id"u8):
                UniqueId = Encoding.ASCII.GetString(value);
                break;
            case 11 when name.SequenceEqual("retry-after"u8):
                if (RetryAfterHeader.TryParse(value, time.GetUtcNow(), out var delay)) RetryAfter = delay;
                break;
        }
    }
}
