namespace GigGatek.Platform.Data.Replicas;

/// <summary>A server has stopped answering while somebody waited for it. Counts as a connection that broke.</summary>
internal sealed class NodeLostException(string address) : IOException($"The database server {address} has stopped answering.");

/// <summary>None of a database's servers takes writes, and none has begun to within the time that one may wait.</summary>
internal sealed class NoPrimaryException(string database) : Exception($"None of the servers of {database} takes writes.");

internal static class NodeTasks
{
    /// <summary>The task's result, unless the server goes down before; then the task is left to end by itself.</summary>
    public static async Task<T> UnlessDown<T>(this Task<T> task, MySqlNode node, Action<Task> abandon)
    {
        if (!task.IsCompleted && await Task.WhenAny(task, node.WhenDown) != task)
        {
            abandon(task);
            throw new NodeLostException(node.Address);
        }

        return await task;
    }
}
