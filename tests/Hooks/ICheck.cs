namespace GigGatek.Hooks;

/// <summary>One thing that a file must not be committed with.</summary>
internal interface ICheck
{
    /// <summary>As <c>.pre-commit-config.yaml</c> calls it.</summary>
    string Name { get; }

    /// <summary>Looks at those of the files that concern it.</summary>
    Task<IReadOnlyList<Finding>> FindAsync(IReadOnlyList<CheckedFile> files);
}

/// <summary>What is wrong, and where.</summary>
/// <param name="Line">From 1; null when it is the whole file.</param>
internal sealed record Finding(string Path, int? Line, string Sentence)
{
    public override string ToString() => Line is null ? $"{Path}: {Sentence}" : $"{Path}:{Line}: {Sentence}";
}
