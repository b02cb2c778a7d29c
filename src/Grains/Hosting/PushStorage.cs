namespace Push.Grains;

/// <summary>The storage of the grains.</summary>
public static class PushStorage
{
    /// <summary>The name under which the silo's host configures the grain storage.</summary>
    public const string Name = "push";
}
