using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using LinqToDB.Interceptors;
using MySqlConnector;

namespace GigGatek.Platform.Data;

/// <summary>
/// Statements that are sent often are prepared at the server, once for each connection: it need not read and resolve their text each
/// time. Which they are shows by itself, as with Npgsql's automatic preparation: texts are kept (docs/decisions/0018), so the same
/// statement is the same text. A server keeps what was prepared until the connection ends, hence the bounds.
/// </summary>
internal static class OftenSent
{
    private const int Often = 100;
    private const int TextsCounted = 2_000;
    private const int TextsPrepared = 200;

    private static readonly ConcurrentDictionary<string, StrongBox<int>> Sent = new(StringComparer.Ordinal);
    private static int _prepared;

    /// <summary>For connections of which the server is known before the statement.</summary>
    public static CommandInterceptor Interceptor { get; } = new Preparing();

    /// <summary>Runs a command, prepared if its text is sent often.</summary>
    public static Task<T> RunAsync<T>(MySqlCommand command, Func<MySqlCommand, Task<T>> execute, CancellationToken ct) =>
        IsOften(command.CommandText) && !command.IsPrepared ? PrepareAndRunAsync(command, execute, ct) : execute(command);

    private static async Task<T> PrepareAndRunAsync<T>(MySqlCommand command, Func<MySqlCommand, Task<T>> execute, CancellationToken ct)
    {
        try
        {
            await command.PrepareAsync(ct);
        }
        catch (MySqlException refused)
        {
            Note(command.CommandText, refused);
        }

        return await execute(command);
    }

    /// <summary>Full text is not prepared: what it looks for decides how the server goes about it, each time anew.</summary>
    private static bool IsOften(string text) => !text.Contains("AGAINST", StringComparison.Ordinal) && IsCountedOften(text);

    private static bool IsCountedOften(string text)
    {
        if (!Sent.TryGetValue(text, out var count))
        {
            if (Sent.Count >= TextsCounted)
            {
                return false;
            }

            count = Sent.GetOrAdd(text, _ => new StrongBox<int>());
        }

        if (Volatile.Read(ref count.Value) is var times and (< 0 or > Often))
        {
            return times > Often;
        }

        if (Interlocked.Increment(ref count.Value) <= Often)
        {
            return false;
        }

        if (Interlocked.Increment(ref _prepared) <= TextsPrepared)
        {
            return true;
        }

        Never(text);
        return false;
    }

    /// <summary>A text that cannot be prepared is sent as it is from now on. What is wrong with the connection shows when it is sent.</summary>
    private static void Note(string text, MySqlException refused)
    {
        if (!MySqlFaults.IsConnectionBroken(refused))
        {
            Never(text);
        }
    }

    private static void Never(string text) => Volatile.Write(ref Sent[text].Value, int.MinValue);

    private sealed class Preparing : CommandInterceptor
    {
        public override DbCommand CommandInitialized(CommandEventData eventData, DbCommand command)
        {
            if (command is MySqlCommand { Connection.State: System.Data.ConnectionState.Open } plain && IsOften(plain.CommandText) && !plain.IsPrepared)
            {
                try
                {
                    plain.Prepare();
                }
                catch (MySqlException refused)
                {
                    Note(plain.CommandText, refused);
                }
            }

            return command;
        }
    }
}
