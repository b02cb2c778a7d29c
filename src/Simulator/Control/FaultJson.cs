using System.Text.Json;
using System.Text.Json.Serialization;
using Push.Http2.Errors;
using Push.Simulator.Faults;

namespace Push.Simulator.Control;

/// <summary>The JSON of a set of faults, or of a list of them that follow one another.</summary>
internal static class FaultJson
{
    private static readonly JsonSerializerOptions Json = new(ControlJson.Options)
    {
        Converters =
        {
            new SecondsConverter(),
            new LatencyConverter(),
            new NameConverter<FaultMoment>(JsonNamingPolicy.CamelCase),
            new NameConverter<NewConnections>(JsonNamingPolicy.CamelCase),
            new NameConverter<Http2ErrorCode>(JsonNamingPolicy.SnakeCaseUpper),
        },
    };

    /// <summary>Reads one set of faults, or a list of them.</summary>
    /// <exception cref="InputException">Fields are wrong in form or value; it names all of them.</exception>
    public static async Task<IReadOnlyList<SimulatorFaults>> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        InputProblems problems = new();
        JsonInput input = new("faults", Json, problems);
        JsonElement document = await input.ParseAsync(body, cancellationToken).ConfigureAwait(false);
        JsonElement[] sets = document.ValueKind switch
        {
            JsonValueKind.Array => [.. document.EnumerateArray()],
            JsonValueKind.Object => [document],
            _ => throw new InputException("faults", "are an object, or a list of objects"),
        };
        SimulatorFaults[] steps = [.. sets.Select((set, i) => input.Read<SimulatorFaults>(set, FaultControl.Path(i, sets.Length)))];
        FaultControl.Check(steps, problems);
        problems.ThrowIfAny();
        return steps;
    }

    public static JsonElement Write(SimulatorFaults faults) => JsonSerializer.SerializeToElement(faults, Json);

    private sealed class SecondsConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double seconds) && Math.Abs(seconds) < 1e9
                ? TimeSpan.FromSeconds(seconds)
                : throw new JsonRuleException("is a number of seconds");

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.TotalSeconds);
    }

    private sealed class NameConverter<T>(JsonNamingPolicy policy) : JsonConverter<T>
        where T : struct, Enum
    {
        private readonly Dictionary<string, T> _values = Enum.GetValues<T>().ToDictionary(v => policy.ConvertName(v.ToString()));

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && _values.TryGetValue(reader.GetString()!, out T value)
                ? value
                : throw new JsonRuleException($"is one of {string.Join(", ", _values.Keys)}");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(policy.ConvertName(value.ToString()));
    }

    /// <summary>Times of answers are in milliseconds.</summary>
    private sealed class LatencyConverter : JsonConverter<LatencyDistribution>
    {
        private const string Rule = """
            is one of {"fixed":ms}, {"uniform":[ms,ms]}, {"normal":{"mean":ms,"deviation":ms}}, {"exponential":{"mean":ms}} and {"percentiles":{"50":ms,…}}
            """;

        public override LatencyDistribution Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            try
            {
                JsonProperty form = document.RootElement.EnumerateObject().Single();
                return form.Name switch
                {
                    "fixed" => LatencyDistribution.Fixed(Time(form.Value)),
                    "uniform" when form.Value.GetArrayLength() == 2 => LatencyDistribution.Uniform(Time(form.Value[0]), Time(form.Value[1])),
                    "normal" => LatencyDistribution.Normal(Time(form.Value, "mean"), Time(form.Value, "deviation")),
                    "exponential" => LatencyDistribution.Exponential(Time(form.Value, "mean")),
                    "percentiles" => LatencyDistribution.Percentiles(
                        [.. form.Value.EnumerateObject().Select(p => (Percentile(p.Name), Time(p.Value)))]),
                    _ => throw new JsonRuleException(Rule),
                };
            }
            catch (Exception wrong) when (wrong is InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
            {
                throw new JsonRuleException(Rule);
            }
        }

        public override void Write(Utf8JsonWriter writer, LatencyDistribution value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, Form(value), options);

        private static object Form(LatencyDistribution value) => value switch
        {
            FixedLatency same => new { @fixed = same.Latency.TotalMilliseconds },
            UniformLatency even => new { uniform = new[] { even.Least.TotalMilliseconds, even.Most.TotalMilliseconds } },
            NormalLatency normal => new
            {
                normal = new { mean = normal.Mean.TotalMilliseconds, deviation = normal.Deviation.TotalMilliseconds },
            },
            ExponentialLatency exponential => new { exponential = new { mean = exponential.Mean.TotalMilliseconds } },
            PercentileLatency points => new
            {
                percentiles = points.Points.ToDictionary(
                    p => p.Percentile.ToString(System.Globalization.CultureInfo.InvariantCulture), p => p.Latency.TotalMilliseconds),
            },
            _ => throw new NotSupportedException(),
        };

        private static TimeSpan Time(JsonElement value) => TimeSpan.FromMilliseconds(value.GetDouble());

        private static TimeSpan Time(JsonElement value, string name) => Time(value.GetProperty(name));

        private static double Percentile(string name) => double.Parse(name, System.Globalization.CultureInfo.InvariantCulture);
    }
}
