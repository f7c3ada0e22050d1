namespace GigGatek.Hooks.Checks;

/// <summary>Space at the end of a line. In Markdown two of them are a line's end.</summary>
internal sealed class TrailingSpace : ICheck
{
    public string Name => "trailing-space";

    public Task<IReadOnlyList<Finding>> FindAsync(IReadOnlyList<CheckedFile> files) => Task.FromResult<IReadOnlyList<Finding>>(
    [
        .. from file in files
           where file.IsText && !file.Has(".md")
           from line in file.Lines.Select((text, i) => (Text: text, Number: i + 1))
           where line.Text.EndsWith(' ') || line.Text.EndsWith('\t')
           select new Finding(file.Path, line.Number, "there is space at the end of the line."),
    ]);
}

/// <summary>A text ends with the end of its last line, and no empty one follows.</summary>
internal sealed class EndOfFile : ICheck
{
    public string Name => "end-of-file";

    public Task<IReadOnlyList<Finding>> FindAsync(IReadOnlyList<CheckedFile> files) => Task.FromResult<IReadOnlyList<Finding>>(
    [
        .. from file in files
           where file.IsText && file.Text.Length > 0
           let sentence = file.Text[^1] != '\n' ? "the last line has no end." : file.Text.TrimEnd('\r', '\n').Length < file.Text.TrimEnd('\n').Length || file.Text.EndsWith("\n\n", StringComparison.Ordinal) ? "empty lines are at the end." : null
           where sentence is not null
           select new Finding(file.Path, file.Lines.Count, sentence),
    ]);
}

/// <summary>What is large stays in every clone for good.</summary>
internal sealed class LargeFiles : ICheck
{
    private const int Most = 512;

    public string Name => "large-files";

    public Task<IReadOnlyList<Finding>> FindAsync(IReadOnlyList<CheckedFile> files) => Task.FromResult<IReadOnlyList<Finding>>(
    [
        .. from file in files
           where file.Size > Most * 1024
           select new Finding(file.Path, null, $"it has {file.Size / 1024} KiB, more than {Most}; keep it elsewhere and fetch it where it is needed."),
    ]);
}
