using GigGatek.Hooks;
using GigGatek.Hooks.Checks;

ICheck[] all =
[
    new TrailingSpace(), new EndOfFile(), new Yaml(), new Json(), new LargeFiles(), new Secrets(), new CSharpFormat(),
    new ExternalTool("shellcheck", ShellScripts.Is, ["shellcheck"], "-x", "-S", "warning"),
    new ExternalTool("workflows", Workflows.Are, ["actionlint", "../shared/tools/workflow-lint"]),
];

if (args is not [var wanted, ..] || (wanted != "all" && all.All(check => check.Name != wanted)))
{
    Console.Error.WriteLine($"Say which check, then the files: all, {string.Join(", ", all.Select(check => check.Name))}. Without files, their names are read from the standard input, each with a NUL behind it.");
    return 2;
}

var names = args.Length > 1 ? args[1..] : Console.In.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
var files = names.Where(File.Exists).Where(name => new FileInfo(name).LinkTarget is null).Select(name => new CheckedFile(name)).ToList();
var found = await Task.WhenAll(all.Where(check => wanted == "all" || check.Name == wanted).Select(check => Task.Run(() => check.FindAsync(files))));
foreach (var finding in found.SelectMany(findings => findings).OrderBy(finding => finding.Path, StringComparer.Ordinal).ThenBy(finding => finding.Line))
{
    Console.WriteLine(finding);
}

return found.All(findings => findings.Count == 0) ? 0 : 1;
