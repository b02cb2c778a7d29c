using System.Text.Json;
using System.Text.Json.Serialization;

namespace Push.Apns;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ProviderTokenSigner.Header))]
[JsonSerializable(typeof(ProviderTokenSigner.Claims))]
internal sealed partial class TokenJson : JsonSerializerContext;
