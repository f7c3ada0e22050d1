using System.Data.Common;
using LinqToDB.Interceptors;

namespace GigGatek.Platform.Data;

/// <summary>
/// Counts the SQL statements that a flow of calls sends. Every route is held to a number by a test; opening and
/// committing a transaction do not count.
/// </summary>
public static class StatementCounter
{
    private static readonly AsyncLocal<Counter?> Current = new();

    internal static CommandInterceptor Interceptor { get; } = new Counting();

    /// <summary>Starts counting in this flow; what it calls and awaits adds to the same counter.</summary>
    public static Counter Begin() => Current.Value = new Counter();

    /// <summary>Counts a statement that was sent past linq2db.</summary>
    public static void Add() => Current.Value?.Add();

    /// <summary>A running count.</summary>
    public sealed class Counter
    {
        private int _count;

        /// <summary>Statements so far.</summary>
        public int Count => Volatile.Read(ref _count);

        internal void Add() => Interlocked.Increment(ref _count);
    }

    private sealed class Counting : CommandInterceptor
    {
        public override DbCommand CommandInitialized(CommandEventData eventData, DbCommand command)
        {
            Add();
            return command;
        }
    }
}
