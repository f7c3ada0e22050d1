namespace GigGatek.Tests;

/// <summary>For what comes about by itself, and is late on a busy machine.</summary>
internal static class Wait
{
    public static Task Until(string what, Func<bool> isSo) => Until(what, () => Task.FromResult(isSo()));

    public static async Task Until(string what, Func<Task<bool>> isSo)
    {
        var deadline = Environment.TickCount64 + 60_000;
        while (!await isSo())
        {
            (Environment.TickCount64 < deadline).ShouldBeTrue($"waited a minute for {what}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
