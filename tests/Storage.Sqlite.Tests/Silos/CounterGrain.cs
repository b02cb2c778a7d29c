namespace Push.Storage.Sqlite.Silos;

public sealed class CounterGrain([PersistentState("counter", "push")] IPersistentState<CounterState> state)
    : Grain, ICounterGrain, IRemindable
{
    public async Task<int> IncrementAsync()
    {
        state.State.Count++;
        await state.WriteStateAsync();
        return state.State.Count;
    }

    public Task<int> GetAsync() => Task.FromResult(state.State.Count);

    public Task RemindAsync() => this.RegisterOrUpdateReminder("remind", TimeSpan.FromHours(1), TimeSpan.FromHours(1));

    public async Task<bool> IsRemindedAsync() => await this.GetReminder("remind") is not null;

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;
}

[GenerateSerializer]
public sealed class CounterState
{
    [Id(0)]
    public int Count { get; set; }
}
