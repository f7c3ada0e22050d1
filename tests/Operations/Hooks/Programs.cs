namespace GigGatek.Tests.Operations.Hooks;

/// <summary>What is on the path.</summary>
internal static class Programs
{
    public static bool Has(string name) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));
}
