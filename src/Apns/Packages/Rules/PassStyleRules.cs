using System.Text.Json;

namespace Push.Apns.Packages;

/// <summary>The style of a pass and the fields that it shows.</summary>
internal static class PassStyleRules
{
    private const string BoardingPass = "boardingPass";
    private const int MostHeaderFields = 3;

    public static readonly string[] Styles = [BoardingPass, "coupon", "eventTicket", "generic", "storeCard"];

    private static readonly string[] Groups =
        ["headerFields", "primaryFields", "secondaryFields", "auxiliaryFields", "backFields", "additionalInfoFields"];

    public static void Check(KeyReader pass)
    {
        var given = Styles.Where(pass.Has).ToArray();
        if (given.Length == 0) pass.Error("style", $"is missing: one of the keys {string.Join(", ", Styles)}");
        else if (given.Length > 1) pass.Error(given[1], $"is a second style beside {given[0]}; a pass has one");
        foreach (var name in given)
            if (pass.Child(name) is { } style) CheckStyle(style, name);
        if (pass.Optional("groupingIdentifier") is not null && !given.Intersect([BoardingPass, "eventTicket"]).Any())
            pass.Warn("groupingIdentifier", "has no effect: only boarding passes and event tickets are grouped");
    }

    private static void CheckStyle(KeyReader style, string name)
    {
        if (name == BoardingPass)
        {
            if (!style.Has("transitType")) style.Error("transitType", "is missing");
            style.CheckOneOf("transitType",
                "PKTransitTypeAir", "PKTransitTypeBoat", "PKTransitTypeBus", "PKTransitTypeGeneric", "PKTransitTypeTrain");
        }
        else if (style.Has("transitType"))
            style.Error("transitType", $"is for {BoardingPass} only");
        if (style.Children("headerFields").Count > MostHeaderFields)
            style.Warn("headerFields", $"has more than {MostHeaderFields} fields, which is more than fit");
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in Groups)
            foreach (var field in style.Children(group)) CheckField(field, group, keys);
    }

    private static void CheckField(KeyReader field, string group, HashSet<string> keys)
    {
        if (field.Required("key") is { } key && !keys.Add(key)) field.Error("key", $"is {key} like another field's of this pass");
        if (field.Value("value") is not { } value) field.Error("value", "is missing");
        else CheckValue(field, value);
        field.Optional("label");
        if (field.Optional("changeMessage") is { } message && !message.Contains("%@", StringComparison.Ordinal))
            field.Warn("changeMessage", "does not say the new value: %@ stands for it");
        if (field.Has("textAlignment") && group is "primaryFields" or "backFields")
            field.Warn("textAlignment", $"has no effect in {group}");
        field.CheckOneOf("textAlignment", "PKTextAlignmentLeft", "PKTextAlignmentCenter", "PKTextAlignmentRight", "PKTextAlignmentNatural");
    }

    private static void CheckValue(KeyReader field, JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
            field.Error("value", "is neither a text nor a number");
        if (field.Has("numberStyle") && field.Has("currencyCode"))
            field.Error("currencyCode", "can't be given together with numberStyle");
        field.CheckOneOf("numberStyle",
            "PKNumberStyleDecimal", "PKNumberStylePercent", "PKNumberStyleScientific", "PKNumberStyleSpellOut");
        if (field.Optional("currencyCode") is { } currency && !(currency.Length == 3 && currency.All(char.IsAsciiLetterUpper)))
            field.Error("currencyCode", "is no currency of ISO 4217, as EUR");
        if ((field.Has("numberStyle") || field.Has("currencyCode")) && value.ValueKind != JsonValueKind.Number)
            field.Error("value", "is not a number, but has the style of one");
        foreach (var style in new[] { "dateStyle", "timeStyle" })
            field.CheckOneOf(style, "PKDateStyleNone", "PKDateStyleShort", "PKDateStyleMedium", "PKDateStyleLong", "PKDateStyleFull");
        if ((field.Has("dateStyle") || field.Has("timeStyle")) && !(value.ValueKind == JsonValueKind.String && PassFormats.IsDate(value.GetString()!)))
            field.Error("value", "is no date with time and zone, as 2026-01-31T18:00+01:00, but has the style of one");
        foreach (var flag in new[] { "isRelative", "ignoresTimeZone" }) field.CheckBoolean(flag);
    }
}
