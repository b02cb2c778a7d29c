namespace Push.Apns.Packages;

/// <summary>Names that every package has.</summary>
internal static class PackageNames
{
    public const string Manifest = "manifest.json";
    public const string Signature = "signature";

    /// <summary>Whether it is one of the two files that signing makes, which no manifest lists.</summary>
    public static bool IsOfTheSignature(string name) => name is Manifest or Signature;
}
