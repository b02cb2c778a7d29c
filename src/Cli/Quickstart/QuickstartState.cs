namespace Push.Cli.Quickstart;

/// <summary>What a quickstart keeps in its data folder to be able to go on after a kill.</summary>
/// <param name="Campaign">The campaign's id; the list has the same name.</param>
/// <param name="Seed">Chooses the tokens.</param>
/// <param name="Devices">How many devices there are.</param>
internal sealed record QuickstartState(string Campaign, ulong Seed, int Devices);
