using BenchmarkDotNet.Attributes;
using Push.Apns;
using Push.Bench.Clients;
using Push.Grains.Connections;

namespace Push.Bench.Payloads;

/// <summary>A payload brought into the write buffer: copied, and filled from a device's packed attributes.</summary>
public class TemplateBenchmarks
{
    private readonly byte[] _buffer = new byte[4096];
    private readonly byte[] _plain = Workload.Payload(Workload.SmallPayload);
    private readonly PayloadTemplate _template = Workload.Template(Workload.SmallPayload);
    private readonly byte[] _values = Workload.Attributes();

    /// <summary>What everybody gets alike.</summary>
    [Benchmark]
    public int Copy()
    {
        _plain.CopyTo(_buffer, 0);
        return _plain.Length;
    }

    /// <summary>Two placeholders, one of them a default.</summary>
    [Benchmark]
    public int Fill() => _template.Render(_buffer, AttributeValues.Instance, _values).Length;
}
