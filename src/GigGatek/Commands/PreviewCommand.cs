using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GigGatek.Composition;
using GigGatek.Operations;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Remote;
using GigGatek.Operations.Previews;

namespace GigGatek.Commands;

/// <summary>A shop of its own for each branch. docs/operations/environments.md is its manual.</summary>
internal static class PreviewCommand
{
    private static readonly Option<string> Environment = new("--env") { Description = "The environment that has previews.", DefaultValueFactory = _ => "preview" };
    private static readonly Option<string> Branch = new("--branch") { Description = "The branch.", Required = true };
    private static readonly Option<string> Image = new("--image") { Description = "The image, with its tag or digest.", Required = true };
    private static readonly Option<bool> AsJson = new("--json") { Description = "As JSON." };

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create() => new Command("preview", "Shops for branches, for a while: each with networks, a database and secrets of its own. Exit code 0 done, 1 there was none, 2 refused.")
    {
        Sub("create", "Make the preview of a branch, or put another image into it; its time begins anew.", [Branch, Image], ["--branch", "--image"], CreateAsync),
        Sub("list", "List previews, and until when they are there.", [AsJson], [], (args, previews, _) => Task.FromResult(List(args, previews))),
        Sub("remove", "Take the preview of a branch away, with its data.", [Branch], ["--branch"], RemoveAsync),
        Sub("reap", "Take away those whose time has run out, and what was left of others.", [], [], ReapAsync),
    };

    private static Command Sub(string name, string description, Option[] options, string[] told, Func<ParseResult, HostPreviews, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description) { Environment, EnvironmentChoice.Folder, EnvironmentChoice.Here };
        Array.ForEach(options, command.Add);
        command.SetAction((args, ct) => Exit.Guard(() =>
        {
            var (files, wanted) = (new EnvironmentFiles(args.GetValue(EnvironmentChoice.Folder)!), args.GetValue(Environment)!);
            var environment = files.Read(wanted);
            if (environment.Preview.Folder.Length == 0)
            {
                throw new OperationRefusedException($"The environment {wanted} has no previews: say preview.folder in its file.");
            }

            string[] words =
                ["preview", name, .. told.SelectMany(option => (string[])[option, args.GetValue<string>(option)!]), .. options.Contains(AsJson) && args.GetValue(AsJson) ? ["--json"] : Array.Empty<string>()];
            return environment.Host.Length == 0 || args.GetValue(EnvironmentChoice.Here)
                ? run(args, new HostPreviews(environment, ShopHost.Program.Version, TimeProvider.System, Console.WriteLine), ct)
                : new OnItsHost(environment, files.ReadText(wanted), Console.WriteLine).RunAsync(words, ct);
        }));
        return command;
    }

    private static async Task<int> CreateAsync(ParseResult args, HostPreviews previews, CancellationToken ct)
    {
        var preview = await previews.CreateAsync(args.GetValue(Branch)!, args.GetValue(Image)!, ct);
        Console.WriteLine(FormattableString.Invariant($"{preview.Branch} is at {preview.Address} until {preview.Until:u}."));
        return Exit.Done;
    }

    private static int List(ParseResult args, HostPreviews previews)
    {
        var all = previews.List();
        Console.WriteLine(args.GetValue(AsJson) ? JsonSerializer.Serialize(all, Json)
            : all.Count == 0 ? "There are none."
            : string.Join('\n', all.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Name,-32} {one.Address,-48} until {one.Until:u}  {one.Branch}"))));
        return Exit.Done;
    }

    private static async Task<int> RemoveAsync(ParseResult args, HostPreviews previews, CancellationToken ct)
    {
        var branch = args.GetValue(Branch)!;
        var wasThere = await previews.RemoveAsync(Preview.NameOf(branch), ct);
        Console.WriteLine(wasThere ? $"The preview of {branch} is gone." : $"There is no preview of {branch}.");
        return wasThere ? Exit.Done : Exit.Broken;
    }

    private static async Task<int> ReapAsync(ParseResult args, HostPreviews previews, CancellationToken ct)
    {
        var gone = await previews.ReapAsync(ct);
        Console.WriteLine(gone.Count == 0 ? "No time has run out." : $"Gone: {string.Join(", ", gone)}.");
        return Exit.Done;
    }
}
