using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsCheck;

namespace Push.Apns.Tests.Payloads;

/// <summary>Whatever template and values: the payload is JSON, and the same that a slow renderer makes of the parsed JSON.</summary>
public sealed partial class TemplatePropertyTests
{
    private static readonly Gen<string> Name = Gen.Int[0, 3].Select(i => new[] { "a", "first_name", "user.Id", "x-1" }[i]);

    private static readonly Gen<string> Text =
        Gen.String[Gen.Char["ab \"\\\n\u0002{}é日~"], 0, 12].Select(text => text.Replace("~", "👋"));

    private static readonly Gen<string> Piece = Gen.OneOf(
        Text.Select(text => Braces().Replace(text, "{")),
        Name.Select(name => $"{{{{{name}|}}}}"),
        Gen.Select(Name, Gen.Int[0, 2].Select(i => new[] { "friend", "é \"quoted\"", "x" }[i])).Select((name, otherwise) => $"{{{{ {name} | {otherwise} }}}}"));

    private static readonly Gen<JsonNode> Leaf = Gen.OneOf(
        Piece.Array[0, 5].Select(pieces => (JsonNode)JsonValue.Create(Separate(pieces))),
        Name.Select(name => (JsonNode)JsonValue.Create($"{{{{#{name}|7}}}}")),
        Gen.Int.Select(number => (JsonNode)JsonValue.Create(number)));

    private static readonly Gen<JsonObject> Template = Leaf.Array[0, 6].Select(leaves =>
        new JsonObject(leaves.Select((leaf, i) => KeyValuePair.Create($"k{i}", (JsonNode?)new JsonArray(leaf)))));

    private static readonly Gen<Dictionary<string, JsonNode>> Values = Gen.Dictionary(
        Name,
        Gen.OneOf(Text.Select(text => (JsonNode)JsonValue.Create(text)), Gen.Int.Select(n => (JsonNode)JsonValue.Create(n)), Gen.Bool.Select(b => (JsonNode)JsonValue.Create(b))))[0, 4];

    [Fact]
    public void Render_AnyTemplateAndValues_EqualsTheNaiveRenderer() => Gen.Select(Template, Values).Sample((json, values) =>
    {
        var template = PayloadTemplate.Parse(Encoding.UTF8.GetBytes(json.ToJsonString(Relaxed)));
        var buffer = new byte[16 * 1024];

        var rendering = template.Render(buffer, ListedValues.Instance, ListedValues.Pack(values));

        Assert.Equal(TemplateOutcome.Rendered, rendering.Outcome);
        var rendered = JsonNode.Parse(buffer.AsSpan(0, rendering.Length));
        Assert.True(JsonNode.DeepEquals(Naive(json, values), rendered), $"{json.ToJsonString()} → {rendered}");
    });

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // A brace at the end of one piece and at the start of the next would be a placeholder of their own.
    private static string Separate(string[] pieces) => string.Join(';', pieces);

    private static JsonNode? Naive(JsonNode? node, Dictionary<string, JsonNode> values) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Naive(member.Value, values)))),
        JsonArray items => new JsonArray([.. items.Select(item => Naive(item, values))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Fill(value.GetValue<string>(), values),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Fill(string text, Dictionary<string, JsonNode> values)
    {
        if (JsonPlaceholder().Match(text) is { Success: true } whole)
        {
            var value = values.GetValueOrDefault(whole.Groups[1].Value);
            return value is null || value.GetValueKind() == JsonValueKind.String ? JsonValue.Create(7) : value.DeepClone();
        }

        return Placeholder().Replace(text, found => values.GetValueOrDefault(found.Groups[1].Value) is { } value
            ? value.ToString().Replace("True", "true").Replace("False", "false")
            : found.Groups[2].Value.Trim(' '));
    }

    [GeneratedRegex(@"\{+")]
    private static partial Regex Braces();

    [GeneratedRegex(@"^\{\{#([\w.-]+)\|7\}\}$")]
    private static partial Regex JsonPlaceholder();

    [GeneratedRegex(@"\{\{ ?([\w.-]+) ?\|(.*?)\}\}")]
    private static partial Regex Placeholder();
}
