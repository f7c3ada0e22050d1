using System.ComponentModel;
using System.Diagnostics;

namespace GigGatek.Hooks.Checks;

/// <summary>A program that checks files better than we would, where it is installed. Where it is not, that is said: CI has it.</summary>
internal sealed class ExternalTool(string name, Func<CheckedFile, bool> concerns, string[] programs, params string[] options) : ICheck
{
    public string Name => name;

    public async Task<IReadOnlyList<Finding>> FindAsync(IReadOnlyList<CheckedFile> files)
    {
        var paths = files.Where(concerns).Select(file => file.Path).ToList();
        if (paths.Count == 0)
        {
            return [];
        }

        if (programs.Select(Find).FirstOrDefault(found => found is not null) is not { } program)
        {
            await Console.Error.WriteLineAsync($"{name} is left to CI: there is no {programs[0]} on this machine.");
            return [];
        }

        var findings = new List<Finding>();
        foreach (var path in paths)
        {
            if (await FindIn(path, program) is { } said)
            {
                findings.Add(new Finding(path, null, $"{name} says:\n{said}"));
            }
        }

        return findings;
    }

    /// <summary>One file at a time, so that what is said has its file.</summary>
    private async Task<string?> FindIn(string path, string program)
    {
        using var process = Start(program, path);
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : (output + await error).TrimEnd();
    }

    private Process Start(string program, string path)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, [.. options, path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception failure)
        {
            throw new InvalidOperationException($"{program} cannot be started: {failure.Message}", failure);
        }
    }

    /// <summary>On the path; one with slashes from the checkout, which is not where the staged files lie.</summary>
    private static string? Find(string program) => program.Contains('/', StringComparison.Ordinal)
        ? Environment.GetEnvironmentVariable("GIGGATEK_HOME") is { } home && File.Exists(Path.Combine(home, program)) ? Path.GetFullPath(Path.Combine(home, program)) : null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}

/// <summary>Scripts of the shell: by their extension, or by their first line.</summary>
internal static class ShellScripts
{
    public static bool Is(CheckedFile file) =>
        file.Has(".sh") || (Path.GetExtension(file.Path).Length == 0 && file.IsText && file.Text.Split('\n')[0] is "#!/bin/sh" or "#!/usr/bin/env bash" or "#!/bin/bash");
}

/// <summary>Workflows of GitHub Actions.</summary>
internal static class Workflows
{
    public static bool Are(CheckedFile file) => file.Path.StartsWith(".github/workflows/", StringComparison.Ordinal) && file.Has(".yaml", ".yml");
}
