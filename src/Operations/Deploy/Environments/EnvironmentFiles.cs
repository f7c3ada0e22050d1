using GigGatek.Operations.Deploy.Compose;
using GigGatek.Operations.Deploy.Processes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace GigGatek.Operations.Deploy.Environments;

/// <summary>Reads environments: one base, and small files that say what is different.</summary>
public sealed class EnvironmentFiles(DirectoryInfo folder)
{
    private const string Base = "base";

    /// <summary>Those that there are.</summary>
    public IReadOnlyList<string> List() =>
        folder.Exists ? [.. folder.GetFiles("*.yaml").Select(file => Path.GetFileNameWithoutExtension(file.Name)).Where(name => name != Base).Order(StringComparer.Ordinal)] : [];

    /// <exception cref="OperationRefusedException">There is none of that name, or a file is wrong; with the line.</exception>
    public ReleaseEnvironment Read(string name)
    {
        var environment = Parse<ReleaseEnvironment>(Path.Combine(folder.FullName, name + ".yaml"), ReadText(name));
        environment.Name = name;
        EnvironmentRules.Check(environment);
        return Settle(environment);
    }

    /// <summary>The same as one text: the base with what is different laid over it.</summary>
    /// <exception cref="OperationRefusedException">There is none of that name, or a file is wrong; with the line.</exception>
    public string ReadText(string name)
    {
        if (!List().Contains(name))
        {
            var others = List() is { Count: > 0 } known ? $"there are {string.Join(", ", known)}" : $"{folder.FullName} has none";
            throw new OperationRefusedException($"There is no environment {name}: {others}.");
        }

        var merged = new YamlMappingNode();
        foreach (var file in new[] { Base, name }.Select(part => Path.Combine(folder.FullName, part + ".yaml")).Where(File.Exists))
        {
            Parse<ReleaseEnvironment>(file, File.ReadAllText(file));    // on its own, so that a refusal names the file and the line
            Merge(merged, Root(file));
        }

        return Write(merged);
    }

    /// <summary>What follows from who reads it, and from the target: in containers a colour is one address, and compose.yaml says where the state is.</summary>
    private static ReleaseEnvironment Settle(ReleaseEnvironment environment)
    {
        (environment.State, environment.Programs, environment.Data) = (AtHome(environment.State), AtHome(environment.Programs), AtHome(environment.Data));
        (environment.Notices.Slack, environment.Notices.Teams) = (AtHome(environment.Notices.Slack), AtHome(environment.Notices.Teams));
        environment.Preview.Folder = AtHome(environment.Preview.Folder);
        environment.Compose.Folder = AtHome(environment.Compose.Folder);
        environment.Kubernetes.Chart = AtHome(environment.Kubernetes.Chart);
        environment.Kubernetes.Values = [.. environment.Kubernetes.Values.Select(AtHome)];
        if (environment.Target != ProcessTarget.Name)
        {
            environment.Shops = 1;
        }

        if (environment.Target == ComposeTarget.Name)
        {
            environment.State = Path.Combine(environment.Compose.Folder, "state");
        }

        return environment;
    }

    private static string AtHome(string path) =>
        path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..]) : path;

    private static YamlMappingNode Root(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(file)));
        return stream.Documents is [{ RootNode: YamlMappingNode root }] ? root : new YamlMappingNode();
    }

    /// <summary>What is said later counts, key by key; a list is replaced as a whole.</summary>
    private static void Merge(YamlMappingNode into, YamlMappingNode over)
    {
        foreach (var (key, value) in over.Children)
        {
            if (into.Children.TryGetValue(key, out var before) && before is YamlMappingNode one && value is YamlMappingNode other)
            {
                Merge(one, other);
            }
            else
            {
                into.Children[key] = value;
            }
        }
    }

    private static string Write(YamlMappingNode root)
    {
        var text = new StringWriter();
        new YamlStream(new YamlDocument(root)).Save(text, assignAnchors: false);
        return text.ToString();
    }

    private static T Parse<T>(string file, string text)
        where T : new()
    {
        try
        {
            return new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<T>(text) ?? new T();
        }
        catch (YamlException failure)
        {
            throw new OperationRefusedException($"{file}, line {failure.Start.Line}: {failure.InnerException?.Message ?? failure.Message}");
        }
    }
}
