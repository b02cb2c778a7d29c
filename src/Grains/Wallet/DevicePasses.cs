using System.Collections.Immutable;
using System.Security.Cryptography;
using Push.Apns;

namespace Push.Grains.Wallet;

/// <summary>The passes of one device: which it has, in which order they changed, and up to where the device was told.</summary>
internal sealed class DevicePasses
{
    /// <summary>The most passes of one type on one device.</summary>
    public const int Max = 1000;

    public DevicePasses(PassDeviceState state)
    {
        State = state;
        if (State.Epoch == 0) State.Epoch = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;
    }

    public PassDeviceState State { get; }

    public bool IsEmpty => State.Passes.Count == 0;

    public bool IsFull => State.Passes.Count >= Max;

    public HeldPass? Find(string serial) => State.Passes.Find(pass => pass.Serial == serial);

    /// <summary>
    /// Enters a pass as the newest change, so that it stands in the next list whatever the device's tag. The device knows
    /// of it, so it is owed no push that it wasn't owed before.
    /// </summary>
    public void Enter(string serial, int page, long revision)
    {
        var owesNothing = State.Told == State.Count;
        State.Passes.Add(new HeldPass(serial, page, revision, ++State.Count));
        if (owesNothing) State.Told = State.Count;
    }

    public void Strike(string serial) => State.Passes.RemoveAll(pass => pass.Serial == serial);

    /// <summary>Notes where update pushes go.</summary>
    /// <returns>Whether that is elsewhere than before.</returns>
    public bool Reach(DeviceToken token, DateTimeOffset now)
    {
        State.RegisteredAt = now.ToUnixTimeMilliseconds();
        if (State.PushToken == token) return false;
        State.PushToken = token;
        return true;
    }

    /// <summary>Notes a change of a pass that the device has.</summary>
    /// <returns>Whether it is news.</returns>
    public bool Mark(HeldPass pass, long revision)
    {
        if (revision <= pass.Revision) return false;
        State.Passes[State.Passes.IndexOf(pass)] = pass with { Revision = revision, Tag = ++State.Count };
        return true;
    }

    /// <summary>Whether the device is owed a push for the last change of a pass.</summary>
    public bool IsOwed(string serial) => Find(serial) is { } pass && pass.Tag > State.Told;

    /// <summary>What changed since a tag, or everything if the tag isn't of this record.</summary>
    /// <param name="since">The device's tag.</param>
    /// <param name="stored">
    /// The count that is in storage: no tag may name a change that could be forgotten, or the next would take its number.
    /// </param>
    public UpdatedPasses? Since(UpdateTag? since, long stored)
    {
        var after = since is { } tag && tag.Epoch == State.Epoch && tag.Count <= stored ? tag.Count : -1;
        var serials = State.Passes.Where(pass => pass.Tag > after).Select(pass => pass.Serial).ToImmutableArray();
        return serials is [] ? null : new UpdatedPasses(serials, new UpdateTag(State.Epoch, stored).ToString());
    }
}
