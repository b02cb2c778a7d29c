namespace Push.Storage.Sqlite.Silos;

[Alias("push.test.counter")]
public interface ICounterGrain : IGrainWithStringKey
{
    [Alias("Increment")]
    Task<int> IncrementAsync();

    [Alias("Get")]
    Task<int> GetAsync();

    [Alias("Remind")]
    Task RemindAsync();

    [Alias("IsReminded")]
    Task<bool> IsRemindedAsync();
}
