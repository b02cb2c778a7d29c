using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Push.Apns;

namespace Push.Bench.Payloads;

/// <summary>A typical alert turned into bytes: by the builder, and by System.Text.Json's generated serializer.</summary>
public class AlertBenchmarks
{
    private readonly AlertPayload _payload = new()
    {
        Title = "Your order",
        Body = "Order 1048 is on its way – it arrives today before noon 🚚",
        Badge = 1,
        Sound = "default",
        ThreadId = "order-1048",
    };

    private readonly AlertModel _model = new(new ApsModel(
        new TextModel("Your order", "Order 1048 is on its way – it arrives today before noon 🚚"), 1, "default", "order-1048"));

    /// <summary>How long the builder's result is.</summary>
    public int Length => _payload.ToUtf8().Length;

    /// <summary>Ours.</summary>
    [Benchmark]
    public byte[] Builder() => _payload.ToUtf8();

    /// <summary>The framework's, with code generated at build time.</summary>
    [Benchmark]
    public byte[] Serializer() => JsonSerializer.SerializeToUtf8Bytes(_model, AlertJson.Relaxed.AlertModel);
}
