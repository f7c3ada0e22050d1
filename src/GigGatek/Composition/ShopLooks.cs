using System.Data.Common;
using GigGatek.Operations.Doctor.Checks;
using GigGatek.Platform.Migrations;
using Microsoft.Extensions.Options;

namespace GigGatek.Composition;

/// <summary>Looks at settings and databases as a shop would that starts with them, without starting one.</summary>
internal static class ShopLooks
{
    /// <param name="variables">As environment variables have them: <c>Database__Provider</c>.</param>
    public static async Task<ShopLook> LookAsync(IReadOnlyDictionary<string, string> variables, string data, CancellationToken ct)
    {
        var settings = variables.ToDictionary(variable => variable.Key.Replace("__", ":", StringComparison.Ordinal), variable => (string?)variable.Value);
        settings["Database:Directory"] = data;
        settings["Database:AcceptExpanded"] = "true";
        try
        {
            await using var app = ShopHost.Build(new ShopStart("", "all", settings));
            return new ShopLook([.. FindWrongSettings(app)], await Task.Run(() => Look(app), ct));
        }
        catch (Exception refusal) when (refusal is StartRefusedException or OptionsValidationException or AggregateException)
        {
            return new ShopLook([.. SentencesOf(refusal)], []);
        }
    }

    private static IEnumerable<string> FindWrongSettings(WebApplication app)
    {
        try
        {
            app.RefuseWrongSettings();
            return [];
        }
        catch (Exception refusal) when (refusal is OptionsValidationException or AggregateException)
        {
            return SentencesOf(refusal);
        }
    }

    private static IReadOnlyList<SchemaStanding> Look(WebApplication app)
    {
        try
        {
            return app.Services.GetRequiredService<SchemaMigrator>().Look();
        }
        catch (Exception failure) when (failure is DbException or OptionsValidationException or IOException)
        {
            return failure is OptionsValidationException ? [] : [new SchemaStanding("The database", $"The database does not answer: {failure.Message}", null, 0)];
        }
    }

    private static IEnumerable<string> SentencesOf(Exception refusal) => refusal switch
    {
        OptionsValidationException one => one.Failures,
        AggregateException many => many.InnerExceptions.SelectMany(SentencesOf).Distinct(),
        _ => [refusal.Message],
    };
}
