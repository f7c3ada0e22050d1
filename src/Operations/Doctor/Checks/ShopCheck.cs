using GigGatek.Platform.Migrations;

namespace GigGatek.Operations.Doctor.Checks;

/// <summary>How the shop's settings and databases look to this program.</summary>
/// <param name="Refusals">What would keep the shop from starting; each a sentence with its remedy.</param>
public sealed record ShopLook(IReadOnlyList<string> Refusals, IReadOnlyList<SchemaStanding> Databases);

/// <summary>Settings that a shop can start with, and databases that answer.</summary>
/// <param name="look">Asks the shop of this program, with the environment's settings.</param>
/// <param name="migrate">The command that brings the schema up to date.</param>
public sealed class ShopCheck(Func<CancellationToken, Task<ShopLook>> look, string migrate) : IDoctorCheck
{
    private const string Settings = "settings";
    private const string Database = "database";

    public async Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken ct)
    {
        var shop = await look(ct);
        return
        [
            .. shop.Refusals.Count == 0
                ? [Diagnosis.Fine(Settings, "A shop starts with them.")]
                : shop.Refusals.Select(refusal => Diagnosis.Wrong(
                    Settings, refusal, "A shop does not start with that.", "say it in settings of the environment's file, or as a file in /run/secrets")),
            .. shop.Databases.Select(Look),
        ];
    }

    private Diagnosis Look(SchemaStanding database) => database switch
    {
        { Fault: { } fault } => Diagnosis.Wrong(Database, fault, "Nothing can be sold without it.", "giggatek migrate --plan says the same once more when it is not mended"),
        { Version: null } => Diagnosis.Advice(Database, $"{database.Database} is empty.", "The first release makes its tables.", migrate),
        { Pending: > 0 } => Diagnosis.Advice(
            Database, FormattableString.Invariant($"{database.Database} has schema {database.Version}, and waits for {database.Pending} schema changes of this program."),
            "A release applies them first.", migrate),
        _ => Diagnosis.Fine(Database, FormattableString.Invariant($"{database.Database} has schema {database.Version}, which is this program's.")),
    };
}
