using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Formatting;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace GigGatek.Hooks.Checks;

/// <summary>What <c>dotnet format whitespace</c> would change by <c>.editorconfig</c>, without its start of several seconds.</summary>
internal sealed class CSharpFormat : ICheck
{
    private const string Config = ".editorconfig";

    public string Name => "csharp-format";

    public async Task<IReadOnlyList<Finding>> FindAsync(IReadOnlyList<CheckedFile> files)
    {
        var sources = files.Where(file => file.Has(".cs")).ToList();
        if (sources.Count == 0)
        {
            return [];
        }

        using var workspace = new AdhocWorkspace(MefHostServices.Create([typeof(Workspace).Assembly, typeof(CSharpFormattingOptions).Assembly]));
        var project = workspace.AddProject(Project(sources));
        var found = await Task.WhenAll(project.Documents.Zip(sources, FindAsync));
        return [.. found.OfType<Finding>()];
    }

    private static ProjectInfo Project(List<CheckedFile> sources)
    {
        var id = ProjectId.CreateNewId();
        return ProjectInfo.Create(id, VersionStamp.Default, "staged", "staged", LanguageNames.CSharp, documents: sources.Select(source => Document(id, source.Path, source.Text)))
            .WithAnalyzerConfigDocuments(File.Exists(Config) ? [Document(id, Config, File.ReadAllText(Config))] : []);
    }

    private static DocumentInfo Document(ProjectId project, string path, string text) => DocumentInfo.Create(
        DocumentId.CreateNewId(project), Path.GetFileName(path), filePath: Path.GetFullPath(path),
        loader: TextLoader.From(TextAndVersion.Create(SourceText.From(text, Encoding.UTF8), VersionStamp.Default)));

    private static async Task<Finding?> FindAsync(Document document, CheckedFile file)
    {
        var formatted = await Formatter.FormatAsync(document);
        var changes = (await formatted.GetTextChangesAsync(document)).ToList();
        if (changes.Count == 0)
        {
            return null;
        }

        var line = (await document.GetTextAsync()).Lines.GetLinePosition(changes[0].Span.Start).Line + 1;
        return new Finding(file.Path, line, $"this is not formatted as .editorconfig says, here and in {changes.Count - 1} other places: dotnet format whitespace . --folder --include {file.Path}");
    }
}
