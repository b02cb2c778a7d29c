using System.Text;

namespace Push.Apns;

/// <summary>
/// Apple's reason for a rejection. The known ones stand in one table (Apple, "Handling notification responses from
/// APNs") and are always the same object; others keep their text and are judged by their status.
/// </summary>
public sealed partial record ApnsReason
{
    private const int MaxText = 128;

    private ApnsReason(string text, int status, Verdict verdict, bool known)
    {
        Text = text;
        Status = status;
        Verdict = verdict;
        IsKnown = known;
    }

    /// <summary>The reason as Apple writes it; empty when the answer gave none.</summary>
    public string Text { get; }

    /// <summary>The status that belongs to it by the table; for a reason that isn't in it, the one answered.</summary>
    public int Status { get; }

    /// <summary>What follows from it.</summary>
    public Verdict Verdict { get; }

    /// <summary>Whether it stands in the table.</summary>
    public bool IsKnown { get; }

    /// <summary>
    /// Whether the same notification may be accepted when it is sent again without anyone mending anything.
    /// </summary>
    public bool MayBeSentAgain => Verdict is Verdict.RenewToken or Verdict.NewConnection or Verdict.RetryLater;

    /// <summary>Every reason of the table.</summary>
    public static IReadOnlyList<ApnsReason> All => Table;

    /// <summary>Finds a reason, without allocating if it is known or empty.</summary>
    /// <param name="status">The HTTP status answered; 0 when there was none (GOAWAY).</param>
    /// <param name="text">
    /// The reason in UTF-8; of an unknown one 128 bytes are kept, without control characters.
    /// </param>
    public static ApnsReason Of(int status, ReadOnlySpan<byte> text)
    {
        if (text.Length < ByLength.Length)
        {
            foreach (var (bytes, reason) in ByLength[text.Length])
                if (text.SequenceEqual(bytes)) return reason;
        }
        return text.IsEmpty ? WithoutText(status) : Unknown(status, text);
    }

    /// <summary>Status and text.</summary>
    public override string ToString() => $"{Status} {Text}".TrimEnd();

    private static ApnsReason Unknown(int status, ReadOnlySpan<byte> text)
    {
        var kept = Encoding.UTF8.GetString(text[..Math.Min(text.Length, MaxText)]);
        var clean = string.Create(kept.Length, kept, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++) target[i] = char.IsControl(source[i]) ? '?' : source[i];
        });
        return new ApnsReason(clean, status, JudgeByStatus(status), known: false);
    }

    private static ApnsReason WithoutText(int status)
    {
        if ((uint)status >= (uint)Textless.Length)
            return new ApnsReason("", status, JudgeByStatus(status), known: false);
        return Textless[status] ??= new ApnsReason("", status, JudgeByStatus(status), known: false);
    }

    private static Verdict JudgeByStatus(int status) => status switch
    {
        403 => Verdict.FixCredential,
        410 => Verdict.Retire,
        408 or 429 or >= 500 => Verdict.RetryLater,
        _ => Verdict.GiveUp,
    };
}
