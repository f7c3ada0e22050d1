namespace GigGatek.Platform.Migrations;

/// <summary>A contract step that must wait until a backfill has filled every row.</summary>
/// <param name="backfill">Its name.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class AfterBackfillAttribute(string backfill) : Attribute
{
    /// <summary>Its name.</summary>
    public string Backfill { get; } = backfill;
}
