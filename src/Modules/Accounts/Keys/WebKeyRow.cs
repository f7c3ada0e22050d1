using LinqToDB.Mapping;

namespace GigGatek.Accounts.Keys;

/// <summary>A key of sessions and mailed links.</summary>
[Table("accounts_web_keys")]
internal sealed class WebKeyRow
{
    /// <summary>The day it was made: <c>20261125</c>.</summary>
    [Column("id"), PrimaryKey] public long Id { get; init; }

    /// <summary>As the framework writes it, sealed.</summary>
    [Column("xml")] public string Xml { get; init; } = "";
}
