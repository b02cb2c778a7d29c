namespace Push.Simulator.Channels;

/// <summary>A broadcast channel.</summary>
/// <param name="Id">Its id, as <c>apns-channel-id</c> carries it.</param>
/// <param name="StoresMessages">Whether its storage policy is 1: the most recent message is kept.</param>
/// <param name="Published">Messages accepted for it.</param>
public sealed record SimulatedChannel(string Id, bool StoresMessages, long Published);
