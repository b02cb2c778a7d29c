using System.Runtime.CompilerServices;
using Push.Apns;
using Push.Simulator;

namespace Push.Cli.Quickstart;

/// <summary>The devices of a quickstart: the same for the same seed, so that an interrupted one goes on with them.</summary>
/// <param name="Seed">Chooses the tokens.</param>
/// <param name="Count">How many there are.</param>
internal sealed record QuickstartDevices(ulong Seed, int Count)
{
    private const int DeadEvery = 100;
    private const int DeadAt = 99;
    private const int BadEvery = 200;
    private const int BadAt = 150;
    private const int PerTurn = 10_000;

    /// <summary>Devices that are gone: answered 410 Unregistered.</summary>
    public int Dead => Occurrences(DeadEvery, DeadAt);

    /// <summary>Devices that never were: answered 400 BadDeviceToken.</summary>
    public int Bad => Occurrences(BadEvery, BadAt);

    /// <summary>Devices that take the notification.</summary>
    public int Good => Count - Dead - Bad;

    /// <summary>All tokens.</summary>
    public async IAsyncEnumerable<DeviceToken> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < Count; i++)
        {
            if (i % PerTurn == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await Task.Yield(); // or all of it would run before the bar is drawn
            }

            yield return DeviceToken.FromBytes(TokenOf(i));
        }
    }

    private byte[] TokenOf(int index) =>
        index % DeadEvery == DeadAt ? SimulatedTokens.Dead(Seed, index)
        : index % BadEvery == BadAt ? SimulatedTokens.Bad(Seed, index)
        : SimulatedTokens.Good(Seed, index);

    private int Occurrences(int every, int at) => Count > at ? ((Count - at - 1) / every) + 1 : 0;
}
