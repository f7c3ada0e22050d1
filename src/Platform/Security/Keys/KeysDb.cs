using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Mapping;

namespace GigGatek.Platform.Security.Keys;

/// <summary>The wrapped data keys. They live in the database, so that a restored one needs nothing but the master key.</summary>
internal sealed class KeysDb(DataOptions options) : ModuleDb(options, Name)
{
    public const string Name = "platform";

    public ITable<DataKeyRow> DataKeys => this.GetTable<DataKeyRow>();
}

/// <summary>A data key as stored.</summary>
[Table("platform_data_keys")]
internal sealed class DataKeyRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("name")] public string Name { get; init; } = "";

    /// <summary>Changed by <see cref="DataKeys"/> only.</summary>
    [Column("state")] public DataKeyState State { get; init; }

    /// <summary>1 for the current key, else null. Unique: the database keeps it one.</summary>
    [Column("current_slot")] public int? CurrentSlot { get; init; }
    [Column("master_key")] public string MasterKey { get; init; } = "";

    /// <summary>Base64url; null once retired.</summary>
    [Column("wrapped")] public string? Wrapped { get; init; }
    [Column("created_at")] public DateTimeOffset CreatedAt { get; init; }
    [Column("changed_at")] public DateTimeOffset ChangedAt { get; init; }
}
