using System.Globalization;
using LinqToDB.Data;

namespace GigGatek.Catalog;

/// <summary>A value for each of some rows, as the pieces of one statement that changes them all.</summary>
/// <param name="Ids">What stands in <c>id IN (…)</c>.</param>
/// <param name="Value">The row's value: a <c>CASE</c> by its id.</param>
internal sealed record ValuesById(string Ids, string Value, DataParameter[] Parameters)
{
    public static ValuesById Of(IEnumerable<(long Id, long Value)> rows)
    {
        var (ids, cases, parameters) = (new List<string>(), new List<string>(), new List<DataParameter>());
        foreach (var (id, value) in rows)
        {
            var number = ids.Count.ToString(CultureInfo.InvariantCulture);
            ids.Add($"@id{number}");
            cases.Add($"WHEN @id{number} THEN @value{number}");
            parameters.Add(new DataParameter($"id{number}", id));
            parameters.Add(new DataParameter($"value{number}", value));
        }

        return new ValuesById(string.Join(", ", ids), $"CASE id {string.Join(' ', cases)} END", [.. parameters]);
    }
}
