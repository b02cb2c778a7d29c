using System.Text;
using Push.Simulator.Requests;

namespace Push.Simulator.Control;

/// <summary>A parameter that an endpoint takes in its query; it stands in the endpoint's metadata.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rule">What its value must be.</param>
/// <param name="Fits">Whether a value is that.</param>
internal sealed record QueryParameter(string Name, string Rule, Predicate<string> Fits)
{
    public static readonly QueryParameter Token = new(
        "token", TokenBytes.Form, value => new TokenBytes().TryDecode(Encoding.UTF8.GetBytes(value)));

    public static readonly QueryParameter Id = new(
        "apns-id", "is a UUID of 8-4-4-4-12 hexadecimal digits", value => HeaderChecks.TryReadId(Encoding.UTF8.GetBytes(value), out _));

    public static QueryParameter OneOf(string name, string first, string second) =>
        new(name, $"is {first} or {second}", value => value == first || value == second);
}
