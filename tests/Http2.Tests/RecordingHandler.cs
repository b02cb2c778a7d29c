using System.Text;
using Push.Http2.Errors;
using Push.Http2.Frames;
using Push.Http2.Settings;

namespace Push.Http2.Tests;

/// <summary>Writes down what a reader tells, one line per call.</summary>
internal sealed class RecordingHandler : IFrameHandler
{
    public List<string> Events { get; } = [];

    public void OnHeadersBegin(int streamId, bool endStream, bool opensStream) =>
        Events.Add($"headers {streamId}{(opensStream ? " opens" : "")}{(endStream ? " end" : "")}");

    public void OnHeader(int streamId, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        Events.Add($"{Encoding.Latin1.GetString(name)}: {Encoding.Latin1.GetString(value)}");

    public void OnHeadersEnd(int streamId, bool endStream) => Events.Add($"headers {streamId} done");

    public void OnData(int streamId, ReadOnlySpan<byte> data, int flowControlled, bool endStream) =>
        Events.Add($"data {streamId} {Hex.Of(data)} of {flowControlled}{(endStream ? " end" : "")}");

    public void OnReset(int streamId, Http2ErrorCode code) => Events.Add($"reset {streamId} {code}");

    public void OnSettings(SettingsPayload settings)
    {
        var parameters = Enumerable.Range(0, settings.Count).Select(_ => "").ToArray();
        for (var i = 0; i < settings.Count; i++) parameters[i] = $" {settings[i].Id}={settings[i].Value}";
        Events.Add("settings" + string.Concat(parameters));
    }

    public void OnSettingsAck() => Events.Add("settings ack");

    public void OnPing(ulong opaque, bool acknowledgement) =>
        Events.Add($"ping {opaque:x16}{(acknowledgement ? " ack" : "")}");

    public void OnGoAway(int lastStreamId, Http2ErrorCode code, ReadOnlySpan<byte> debugData) =>
        Events.Add($"goaway {lastStreamId} {code} {Encoding.Latin1.GetString(debugData)}".TrimEnd());

    public void OnWindowUpdate(int streamId, int increment) => Events.Add($"window {streamId} {increment}");

    public void OnStreamError(int streamId, Http2ErrorCode code, string why) => Events.Add($"error {streamId} {code}");
}
