using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace Push.Apns.Tests.Notifications;

/// <summary>Whatever stands in a payload: it is judged, and nothing is thrown.</summary>
public sealed class PayloadFuzzTests
{
    private static readonly string[] Keys =
    [
        "aps", "alert", "title", "body", "loc-key", "loc-args", "badge", "sound", "critical", "name", "volume", "content-available",
        "timestamp", "event", "content-state", "relevance-score", "url-args", "mdm", "container-identifier", "domain", "x", "\\ud800", "",
    ];

    private static readonly string[] Values =
    [
        "1", "0", "-1", "1e999", "1.5", "99999999999999999999", "true", "null", "\"\"", "\"update\"", "\"start\"", "\"\\ud800\"", "[]",
        "[\"a\"]", "[1]", "{}",
    ];

    private static readonly Gen<string> Leaf = Gen.Int[0, Values.Length - 1].Select(i => Values[i]);

    private static readonly Gen<string> Json = Nested(4);

    private static readonly Gen<PushType> Type =
        Gen.Int[0, PushTypeRule.Names.Count()].Select(i => i == 0 ? default : new PushType(PushTypeRule.Names.ElementAt(i - 1)));

    [Fact]
    public void Validate_AnyJson_NeverThrows() => Gen.Select(Json, Type, Gen.Bool).Sample((json, type, allow) =>
    {
        Validate(Encoding.UTF8.GetBytes(json), type, allow);
        Validate(Encoding.UTF8.GetBytes($$"""{"aps":{{json}}}"""), type, allow);
        Validate(Encoding.UTF8.GetBytes($$$"""{"aps":{"alert":{{{json}}},"sound":{{{json}}}}}"""), type, allow);
    });

    [Fact]
    public void Validate_AnyBytes_NeverThrows() =>
        Gen.Select(Gen.Byte.Array[0, 100], Type).Sample((bytes, type) => Validate(bytes, type, allow: false));

    [Fact]
    public void Validate_HalfACharacterInAKey_IsRefused() => Assert.Equal(
        "payload: must be valid Unicode; an escape in it is half a character",
        Assert.Single(Validate("""{"aps":{"alert":"x"},"\ud800":1}"""u8.ToArray(), PushType.Alert, allow: false)).ToString());

    [Fact]
    public void Validate_FarTooLarge_IsNotReadToTheEnd() => Assert.Equal(
        "payload: must have at most 4096 bytes, not 1000000",
        Assert.Single(Validate(new byte[1_000_000], PushType.Alert, allow: false)).ToString());

    [Fact]
    public void Validate_WhatTheBuilderMakes_IsValid() => Gen.Select(
        Gen.String[0, 30].Null(), Gen.String[0, 30].Null(), Gen.Int[0, 1000].Nullable(), Gen.Double[0, 1].Nullable(), Gen.Bool, Gen.String[0, 10])
        .Sample((title, body, badge, score, mutable, key) =>
        {
            var payload = new AlertPayload
            {
                Title = title,
                Body = body,
                Badge = badge ?? (title is null && body is null ? 0 : null),
                Sound = AlertSound.Critical("a", score),
                RelevanceScore = score,
                MutableContent = mutable,
                LocalizedSubtitle = new LocalizedText("k", "a", body ?? ""),
                Custom = new JsonObject { ["k" + key] = new JsonArray(title, badge) },
            };

            Assert.Empty(payload.ToContent("com.example.app").Validate(CredentialKind.ProviderToken));
        });

    private static IReadOnlyList<NotificationViolation> Validate(byte[] payload, PushType type, bool allow) =>
        new NotificationContent { Payload = payload, PushType = type, Priority = 5, AllowUnknown = allow }.Validate();

    private static Gen<string> Nested(int depth)
    {
        if (depth == 0) return Leaf;
        var inner = Nested(depth - 1);
        var member = Gen.Select(Gen.Int[0, Keys.Length - 1], inner).Select((key, value) => $"\"{Keys[key]}\":{value}");
        return Gen.OneOf(Leaf, inner.Array[0, 3].Select(items => $"[{string.Join(',', items)}]"), member.Array[0, 5].Select(members => $"{{{string.Join(',', members)}}}"));
    }
}
