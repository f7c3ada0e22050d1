namespace GigGatek.Tests.Unit.Ordering.Interleavings;

/// <summary>A world with those who work in it, and what may happen to it from outside, once each.</summary>
internal sealed record Scene(OrderWorld World, IReadOnlyList<Worker> Workers)
{
    public string State => $"{World.State} | {string.Join(" | ", Workers.Select(worker => worker.State))}";
}

/// <summary>
/// Walks through every state that a scene can reach, whoever's turn comes when: breadth first, each state once. A state is
/// reached again by repeating the turns that led there from the start.
/// </summary>
internal static class Explorer
{
    /// <summary>Calls <paramref name="check"/> with a fresh copy of every state, and answers how many there are.</summary>
    public static int VisitAll(Func<Scene> start, Action<Scene> check)
    {
        var seen = new HashSet<string> { start().State };
        var toDo = new Queue<int[]>([[]]);
        while (toDo.TryDequeue(out var turns))
        {
            var here = Replay(start, turns);
            foreach (var next in Enumerable.Range(0, here.Workers.Count).Where(index => here.Workers[index].CanGoOn))
            {
                int[] onward = [.. turns, next];
                if (seen.Add(Replay(start, onward).State))
                {
                    toDo.Enqueue(onward);
                }
            }

            try
            {
                check(here);
            }
            catch (Exception failure)
            {
                var path = string.Join(", ", turns.Select(turn => start().Workers[turn].Name));
                throw new InvalidOperationException($"After the turns of {path}: {failure.Message}", failure);
            }
        }

        return seen.Count;
    }

    private static Scene Replay(Func<Scene> start, int[] turns)
    {
        var scene = start();
        foreach (var turn in turns)
        {
            scene.Workers[turn].GoOn();
        }

        return scene;
    }
}
