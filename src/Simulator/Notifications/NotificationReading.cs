using System.Text;
using Push.Simulator.Requests;

namespace Push.Simulator.Notifications;

/// <summary>Makes a notification that lasts out of a record that is used again.</summary>
internal static class NotificationReading
{
    public static ReceivedNotification ToNotification(this RequestRecord record)
    {
        List<KeyValuePair<string, string>> headers = [];
        record.VisitHeaders((name, value) =>
            headers.Add(new(Encoding.Latin1.GetString(name), Encoding.Latin1.GetString(value))));
        return new ReceivedNotification
        {
            Token = Convert.ToHexStringLower(record.Token.Span),
            Id = record.Id,
            Headers = headers,
            Body = record.Body.ToArray(),
            Status = record.Answer.Status,
            Remark = record.Remark,
            Reason = record.Answer.Refusal?.Reason,
            ReceivedAt = record.ReceivedAt,
        };
    }
}
