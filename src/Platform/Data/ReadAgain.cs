using LinqToDB.Data;
using LinqToDB.Data.RetryPolicy;

namespace GigGatek.Platform.Data;

/// <summary>
/// Sends a statement that only reads once more when its connection had died in the pool: the server was restarted, or has
/// ended what idled. As often as there may be dead ones, for each is thrown away when it is found.
/// </summary>
internal sealed class ReadAgain(DataConnection session, int most) : IRetryPolicy
{
    public TResult Execute<TResult>(Func<TResult> operation)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return operation();
            }
            catch (Exception failure) when (tries < most && MySqlFaults.IsConnectionBroken(failure))
            {
                session.TryGetDbConnection()?.Close();
                session.TryGetDbConnection()?.Open();
            }
        }
    }

    public void Execute(Action operation) =>
        Execute(() =>
        {
            operation();
            return true;
        });

    public async Task<TResult> ExecuteAsync<TResult>(Func<CancellationToken, Task<TResult>> operation, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await operation(cancellationToken);
            }
            catch (Exception failure) when (tries < most && MySqlFaults.IsConnectionBroken(failure))
            {
                if (session.TryGetDbConnection() is { } connection)
                {
                    await connection.CloseAsync();
                    await connection.OpenAsync(cancellationToken);
                }
            }
        }
    }

    public Task ExecuteAsync(Func<CancellationToken, Task> operation, CancellationToken cancellationToken) =>
        ExecuteAsync(
            async ct =>
            {
                await operation(ct);
                return true;
            },
            cancellationToken);
}
