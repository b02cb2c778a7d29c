using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Push.Grains.Notifications;

namespace Push.Silo.Http;

/// <summary>Says in the request's own terms why a body can't be read: the field, and what it takes.</summary>
/// <param name="body">What the endpoint reads its body as; null: it reads none by itself.</param>
/// <param name="options">How bodies are read.</param>
internal sealed class BodyProblems(Type? body, JsonSerializerOptions options)
{
    /// <summary>Of the endpoint that failed.</summary>
    public static BodyProblems Of(HttpContext context) => new(
        context.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType,
        context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions);

    /// <summary>A field that has to be there.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="type">What it is read as.</param>
    public static PushRequestException Missing(string field, Type type) =>
        new(RequestFault.Malformed, $"{field}: is missing; it is {Kind(type)}.");

    /// <summary>What is wrong with the JSON of a body.</summary>
    public string Describe(JsonException json)
    {
        if (json.InnerException is JsonException syntax) return $"The body is no JSON: {syntax.Message}";
        if (body is null) return "The body is not the JSON expected.";
        if (FieldIn(json.Path) is not { } field) return "The body must be a JSON object.";
        var properties = options.GetTypeInfo(body).Properties;
        var property = properties.FirstOrDefault(known => known.Name.Equals(field, StringComparison.OrdinalIgnoreCase));
        return property is null
            ? $"{field}: is no field of this request; there are {string.Join(", ", properties.Select(known => known.Name).Order())}."
            : $"{field}: must be {Kind(property.PropertyType)}.";
    }

    /// <summary>What is wrong with a request that isn't about the JSON in its body.</summary>
    public string Describe(BadHttpRequestException request) =>
        request.StatusCode == StatusCodes.Status400BadRequest && body is not null ? "The body is missing: a JSON object." : request.Message;

    // $.field, $.field.inner or $['an odd field'].
    private static string? FieldIn(string? path) => path switch
    {
        ['$', '.', .. var rest] => rest.Split('.', '[')[0],
        ['$', '[', '\'', .. var rest] => rest.Split('\'')[0],
        _ => null,
    };

    private static string Kind(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum) return string.Join(" or ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName));
        if (type == typeof(string)) return "a string";
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(Guid)) return "a UUID";
        if (type == typeof(byte)) return "a whole number from 0 to 255";
        if (type == typeof(long) || type == typeof(int)) return "a whole number";
        return type == typeof(Dictionary<string, byte[]?>) ? "an object of files in base64" : "an object";
    }
}
