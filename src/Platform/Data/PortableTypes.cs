using LinqToDB;
using LinqToDB.Data;
using LinqToDB.Mapping;

namespace GigGatek.Platform.Data;

/// <summary>
/// How values are stored, the same on every engine: instants as UTC milliseconds since 1970 in a 64-bit integer,
/// enums by their name, yes and no as 1 and 0. So comparing and ordering mean the same everywhere.
/// </summary>
public static class PortableTypes
{
    /// <summary>The mapping that every session uses.</summary>
    public static MappingSchema Schema { get; } = Create();

    private static MappingSchema Create()
    {
        var schema = new MappingSchema("portable");
        schema.SetDefaultFromEnumType(typeof(Enum), typeof(string));
        schema.SetDataType(typeof(DateTimeOffset), DataType.Int64);
        schema.SetConverter<DateTimeOffset, long>(at => at.ToUnixTimeMilliseconds());
        schema.SetConverter<DateTimeOffset, DataParameter>(at => new DataParameter(null, at.ToUnixTimeMilliseconds(), DataType.Int64));
        schema.SetConverter<long, DateTimeOffset>(DateTimeOffset.FromUnixTimeMilliseconds);
        schema.SetValueToSqlConverter(typeof(DateTimeOffset), (sql, _, value) =>
            sql.Append(((DateTimeOffset)value).ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return schema;
    }
}
