using System.Text;

namespace Push.Apns.Tests.Connections;

/// <summary>Header blocks of answers in hex, put together by hand (RFC 7541): literals without indexing only.</summary>
internal static class Block
{
    public const string Ok = "88";
    public const string BadRequest = "8c";

    public static string Status(int status) => status switch
    {
        200 => Ok,
        400 => BadRequest,
        _ => "0803" + Digits(status.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    };

    public static string Field(string name, string value) =>
        $"00{name.Length:x2}{Digits(name)}{value.Length:x2}{Digits(value)}";

    public static string Digits(string text) => Convert.ToHexStringLower(Encoding.ASCII.GetBytes(text));
}
