using Push.Bench.Clients;
using Push.Bench.Measuring;

namespace Push.Bench.Wire;

/// <summary>A client of ours and the one it is held against: same garbage collector, same sink, same run.</summary>
sealed record Rival(ClientKind Kind, IContender Ours, IContender Peer);
