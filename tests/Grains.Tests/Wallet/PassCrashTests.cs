using Push.Grains.Clusters;

namespace Push.Grains.Wallet;

/// <summary>What is left when something breaks off between two records, and that it is put right.</summary>
public sealed class PassCrashTests : IAsyncLifetime
{
    private PassCluster _passes = null!;

    private PushCluster Cluster => _passes.Cluster;

    public async ValueTask InitializeAsync() => _passes = await PassCluster.StartAsync();

    public ValueTask DisposeAsync() => _passes.DisposeAsync();

    [Fact]
    public async Task Change_SilosEndBeforeItsPush_IsAnnouncedByTheNext()
    {
        var token = Tokens.Good(1).Single();
        await _passes.StoreAsync("1", "a");
        Assert.Equal(PassRegistrationResult.Created, await _passes.RegisterAsync("d", "1", token));
        Assert.False(await _passes.HasReminderAsync("1"));
        FailWrites("pass-device");
        await _passes.StoreAsync("1", "b");
        Assert.True(await _passes.HasReminderAsync("1"));
        Assert.True((await _passes.Pass("1").Get())!.IsAnnouncing);

        await Cluster.RestartAsync();
        Cluster.BeforeWrite = _ => Task.CompletedTask;
        Assert.Equal(0, _passes.Pushes(token));
        // What the reminder does within a minute: it calls the pass.
        await _passes.Pass("1").Get();
        await _passes.WaitUntilAnnouncedAsync("1");
        Assert.Equal(1, _passes.Pushes(token));
        Assert.Equal(["1"], (await _passes.Device("d").GetUpdated(null))!.Serials);
    }

    [Fact]
    public async Task Announcement_Finished_LeavesNoReminder()
    {
        var token = Tokens.Good(1).Single();
        await _passes.StoreAsync("2", "a");
        await _passes.RegisterAsync("d", "2", token);
        await _passes.StoreAsync("2", "b");
        await _passes.WaitUntilAnnouncedAsync("2");
        while (await _passes.HasReminderAsync("2")) await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Equal(1, _passes.Pushes(token));
    }

    [Fact]
    public async Task Register_BreaksOffAfterThePageWasWritten_IsStruckOutByTheNextChange()
    {
        var token = Tokens.Good(1).Single();
        await _passes.StoreAsync("3", "a");
        FailWrites("pass-device");
        await Assert.ThrowsAnyAsync<Exception>(() => _passes.RegisterAsync("d", "3", token));
        Cluster.BeforeWrite = _ => Task.CompletedTask;
        Assert.Single(await _passes.Page("3").GetDevices());
        Assert.Null(await _passes.Device("d").Get());

        await _passes.StoreAsync("3", "b");
        await _passes.WaitUntilAnnouncedAsync("3");
        Assert.Empty(await _passes.Page("3").GetDevices());
        Assert.Equal(PassRegistrationResult.Created, await _passes.RegisterAsync("d", "3", token));
        Assert.Single(await _passes.Page("3").GetDevices());
    }

    [Fact]
    public async Task Unregister_BreaksOffBeforeThePageIsWritten_IsStruckOutByTheNextChange()
    {
        var token = Tokens.Good(1).Single();
        await _passes.StoreAsync("4", "a");
        await _passes.RegisterAsync("d", "4", token);
        FailWrites("pass-page");
        await Assert.ThrowsAnyAsync<Exception>(() => _passes.Device("d").Unregister("4", PassCluster.Token));
        Cluster.BeforeWrite = _ => Task.CompletedTask;
        Assert.Null(await _passes.Device("d").GetUpdated(null));

        await _passes.StoreAsync("4", "b");
        await _passes.WaitUntilAnnouncedAsync("4");
        Assert.Empty(await _passes.Page("4").GetDevices());
        Assert.Equal(0, _passes.Pushes(token));
    }

    [Fact]
    public async Task Change_WhileADeviceRegisters_ReachesIt()
    {
        var token = Tokens.Good(1).Single();
        await _passes.StoreAsync("5", "a");
        var (writing, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        Cluster.BeforeWrite = state =>
        {
            if (state != "pass-device") return Task.CompletedTask;
            writing.TrySetResult();
            return goOn.Task;
        };
        var registering = _passes.RegisterAsync("d", "5", token);
        await writing.Task;
        await _passes.StoreAsync("5", "b");
        goOn.SetResult();
        Assert.Equal(PassRegistrationResult.Created, await registering);
        await _passes.WaitUntilAnnouncedAsync("5");
        Assert.Equal(1, _passes.Pushes(token));
        Assert.Single(await _passes.Page("5").GetDevices());
    }

    [Fact]
    public async Task Push_NotPossibleNow_IsSentLater()
    {
        var token = Tokens.Unavailable(1).Single();
        await _passes.StoreAsync("6", "a");
        await _passes.RegisterAsync("d", "6", token);
        await _passes.StoreAsync("6", "b");
        await _passes.WaitUntilAnnouncedAsync("6");
        Assert.Equal(1, _passes.Pushes(token));
    }

    [Fact]
    public async Task Register_LongAfterThePassWasHandedOut_IsToldAtOnce()
    {
        var token = Tokens.Good(1).Single();
        await _passes.StoreAsync("7", "a");
        await _passes.StoreAsync("7", "b");
        await _passes.RegisterAsync("d", "7", token);
        await Cluster.Apns.WaitForStatsAsync(stats => stats.Answers.Accepted > 0, TestContext.Current.CancellationToken);
        Assert.Equal(1, _passes.Pushes(token));
    }

    private void FailWrites(string name) => Cluster.BeforeWrite = state =>
        state == name ? Task.FromException(new IOException("The disk is full.")) : Task.CompletedTask;
}
