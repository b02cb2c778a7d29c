namespace Push.Apns.Packages;

/// <summary>Where a pass is relevant.</summary>
internal static class PassPlaceRules
{
    private const int MostPlaces = 10;

    public static void Check(KeyReader pass)
    {
        var locations = pass.Children("locations");
        if (locations.Count > MostPlaces) pass.Error("locations", $"has {locations.Count} places; {MostPlaces} are the limit");
        foreach (var location in locations)
        {
            location.CheckRequiredNumber("latitude", -90, 90);
            location.CheckRequiredNumber("longitude", -180, 180);
            location.Number("altitude", double.MinValue, double.MaxValue);
            location.Optional("relevantText");
        }
        var beacons = pass.Children("beacons");
        if (beacons.Count > MostPlaces) pass.Error("beacons", $"has {beacons.Count} beacons; {MostPlaces} are the limit");
        foreach (var beacon in beacons)
        {
            if (beacon.Required("proximityUUID") is { } id && !Guid.TryParseExact(id, "D", out _))
                beacon.Error("proximityUUID", "is no UUID");
            beacon.Number("major", 0, ushort.MaxValue);
            beacon.Number("minor", 0, ushort.MaxValue);
            beacon.Optional("relevantText");
        }
        pass.Number("maxDistance", 0, double.MaxValue);
    }
}
