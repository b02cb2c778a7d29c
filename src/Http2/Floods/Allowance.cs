namespace Push.Http2.Floods;

/// <summary>A budget that refills with time and with useful work. The clock is read only when it is used up.</summary>
internal struct Allowance
{
    private readonly int _burst;
    private readonly int _perSecond;
    private int _left;
    private long _refilled;

    public Allowance(int burst, int perSecond, long now) =>
        (_burst, _perSecond, _left, _refilled) = (burst, perSecond, burst, now);

    public void Earn(int amount) => _left = Math.Min(_burst, _left + amount);

    public bool TrySpend(TimeProvider time)
    {
        if (_left > 0)
        {
            _left--;
            return true;
        }

        var now = time.GetTimestamp();
        var earned = time.GetElapsedTime(_refilled, now).TotalSeconds * _perSecond;
        if (earned < 1) return false;
        _refilled = now;
        _left = (int)Math.Min(_burst, earned) - 1;
        return true;
    }
}
