using Orleans.Concurrency;
using Push.Apns;
using Push.Grains.Apps;
using Push.Grains.Audiences;
using Push.Grains.Concurrency;
using Push.Grains.Connections;
using Push.Grains.Notifications;
using Push.Grains.Users;

namespace Push.Grains.Devices;

/// <summary>Changes one device's row in its segment, and sends to it through one connection slot.</summary>
[GrainType("push.device"), Reentrant, CollectionAgeLimit(Minutes = 2)]
internal sealed class DeviceGrain(
    AppDirectory apps,
    AudienceDirectory audiences,
    AppReporter reporter,
    TimeProvider time) : Grain, IDeviceGrain
{
    private const int MaxMisses = 6;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    // Of this one device, also in its users' lists.
    private readonly OneAtATime _changes = new();
    private App? _app;

    // Looked up by the first call, not while activating: an unknown app is the caller's mistake, and a failed activation
    // would be logged as an error of the silo.
    private App App => _app ??= apps.Get(DeviceKey.AppOf(this.GetPrimaryKeyString()));

    public Task<RegisterResult> Register(Registration registration)
    {
        // What was packed elsewhere is checked before it is stored.
        if (registration.Attributes is { } attributes) _ = DeviceAttributes.FromBytes(attributes.Bytes);
        return _changes.RunAsync(() => RegisterAsync(registration));
    }

    public Task<bool> Unregister(DeviceToken token) =>
        _changes.RunAsync(() => AskAsync(token, (segment, segments) => segment.Unregister(segments, token)));

    public Task<DeviceRecord?> Get(DeviceToken token) =>
        AskAsync(token, (segment, segments) => segment.Find(segments, token));

    public async Task<SendReceipt> Send(SingleSend send, CancellationToken cancellationToken)
    {
        var hash = Check(send.Token);
        var complete = send with { Content = App.Complete(send.Content), Id = send.Id ?? Guid.NewGuid() };
        App.Check(complete.Content);
        if (complete.Content.Template is { } template)
            complete = complete with { Content = await FillAsync(template, complete) };
        var slot = (int)((ulong)hash.Value % (ulong)App.Connections);
        var connection = GrainFactory.GetGrain<IConnectionGrain>(new ConnectionKey(App.Name, slot).ToString());
        var receipt = await SendAsync(connection, complete, cancellationToken);
        return receipt with { Effect = await JudgeAsync(send.Token, receipt) };
    }

    private async Task<RegisterResult> RegisterAsync(Registration registration)
    {
        var known = await Get(registration.Token);
        var before = known?.Attributes.UserId;
        var user = registration.Attributes is { } given ? given.UserId : before;
        // The user first: its list may hold more than is true, and never less.
        if (user is not null && (user != before || known is not { Retired: RetirementReason.None }))
            await User(user).Add(registration.Token);
        var result = await AskAsync(registration.Token, (segment, segments) => segment.Register(segments, registration));
        if (before is not null && before != user) User(before).Remove([registration.Token]).Ignore();
        return result;
    }

    private async Task<NotificationContent> FillAsync(PayloadTemplate template, SingleSend send)
    {
        var device = await Get(send.Token);
        var payload = new byte[send.Content.PushType.MaxPayload];
        var filled = template.Render(payload, AttributeValues.Instance, (device?.Attributes ?? default).Bytes.Span);
        return filled.Outcome == TemplateOutcome.Rendered
            ? send.Content.WithPayload(payload.AsMemory(0, filled.Length))
            : throw new PushRequestException(RequestFault.InvalidNotification, filled.Outcome == TemplateOutcome.TooLarge
                ? $"payload: must have at most {payload.Length} bytes when it is filled for the device."
                : "payload: the device has no value for a placeholder that has no default.");
    }

    // Only what was certainly not processed is sent again: a single notification is never repeated by itself.
    private async Task<SendReceipt> SendAsync(
        IConnectionGrain connection, SingleSend send, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var receipt = await connection.Send(send, cancellationToken) with { Attempts = attempt };
            var isFinal = receipt.Answer.Outcome != AttemptOutcome.NotSent || attempt == MaxMisses
                || receipt.Answer.Cause is AttemptCause.Cancelled or AttemptCause.Expired
                    or AttemptCause.HeadersTooLarge or AttemptCause.PayloadTooLarge
                    or AttemptCause.NoConnection or AttemptCause.NoCredential;
            if (isFinal) return receipt;
            await Task.Delay(FirstPause * Math.Pow(2, attempt - 1), time, cancellationToken);
        }
    }

    private async Task<DeviceEffect> JudgeAsync(DeviceToken token, SendReceipt receipt)
    {
        var answers = receipt.Answer.Outcome is AttemptOutcome.Accepted or AttemptOutcome.Rejected ? 1 : 0;
        var reason = RetirementReasons.Of(receipt.Answer);
        if (reason == RetirementReason.None)
        {
            await reporter.ReportAsync(App.Name, answers, []);
            return DeviceEffect.None;
        }
        var stamp = time.GetUtcNow().ToUnixTimeMilliseconds();
        var judgement = new Judgement(token, reason, receipt.Timestamp?.ToUnixTimeMilliseconds() ?? 0, 0);
        var batch = default(ProposalBatch);
        var result = await AskAsync(token, (segment, segments) =>
        {
            batch = new ProposalBatch(stamp, LinearHash.Address(Check(token), segments), segments, 1);
            return segment.Judge(segments, new Judgements([judgement], stamp));
        });
        await reporter.ReportAsync(App.Name, answers, result.Proposed > 0 ? [batch] : []);
        return result.Retired > 0 ? DeviceEffect.Retired
            : result.Proposed > 0 ? DeviceEffect.Proposed
            : DeviceEffect.None;
    }

    private IUserGrain User(string user) => GrainFactory.GetGrain<IUserGrain>(UserKey.Of(App.Name, user));

    private Task<T> AskAsync<T>(DeviceToken token, Func<ISegmentGrain, int, Task<SegmentReply<T>>> ask) =>
        audiences.AskAsync(AudienceKey.OfApp(App.Name), Check(token), ask);

    private TokenHash Check(DeviceToken token)
    {
        if (!token.IsEmpty && DeviceKey.Of(App.Name, token) == this.GetPrimaryKeyString()) return TokenHash.Of(token);
        throw new PushRequestException(RequestFault.Malformed, "The device token is not that of the grain's key.");
    }
}
