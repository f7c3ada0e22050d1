using System.CommandLine;
using GigGatek.Composition;

namespace GigGatek.Commands;

/// <summary>Options that take addresses to listen on.</summary>
internal static class AddressOptions
{
    public static void AcceptOnlyAddresses(this Option<string> option) => option.Validators.Add(result =>
    {
        if (ListenAddresses.FindWrong(result.GetValueOrDefault<string>()) is { } wrong)
        {
            result.AddError($"{option.Name} has “{wrong}”; it takes addresses such as http://localhost:8080, with semicolons between them.");
        }
    });
}
