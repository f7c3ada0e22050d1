namespace GigGatek.Tests.Integration.Crashes;

/// <summary>Kills the shop once, at the <paramref name="number"/>th of the moments that a test counts, and starts it again.</summary>
internal sealed class OneDeath(RunningShop shop, int number)
{
    private readonly TaskCompletionSource _dead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private int _seen;
    private bool _isOver;

    private bool HasCome { get; set; }

    /// <summary>Whether this is the moment. Who is told so calls <see cref="Comes"/>.</summary>
    public bool IsNow()
    {
        lock (_lock)
        {
            if (_isOver || ++_seen != number)
            {
                return false;
            }

            HasCome = true;
            return true;
        }
    }

    public async Task Comes()
    {
        await shop.KillAsync();
        _dead.TrySetResult();
    }

    /// <summary>The work goes on when the shop is back; with its end no moment comes any more. Whether the shop died.</summary>
    public async Task<bool> Meets(Task work)
    {
        await Task.WhenAny(work, _dead.Task);
        lock (_lock)
        {
            _isOver = true;
        }

        if (HasCome)
        {
            await _dead.Task;
            await shop.StartAsync();
        }

        await work;
        return HasCome;
    }
}
