using System.Text;

namespace GigGatek.Catalog.Files;

/// <summary>
/// Rows of comma- or tab-separated text (RFC 4180), cut and written. A cell that a spreadsheet would run as a formula is
/// written with an apostrophe before it, and read without (https://owasp.org/www-community/attacks/CSV_Injection).
/// </summary>
internal static class Cells
{
    /// <summary>True where the record goes on in the next line, because a quoted cell is open.</summary>
    public static bool IsOpen(ReadOnlySpan<char> line, char separator, bool open)
    {
        var atBegin = !open;
        for (var at = 0; at < line.Length; at++)
        {
            if (open)
            {
                if (line[at] == '"')
                {
                    if (at + 1 < line.Length && line[at + 1] == '"')
                    {
                        at++;
                    }
                    else
                    {
                        open = false;
                    }
                }
            }
            else if (line[at] == '"' && atBegin)
            {
                open = true;
            }

            atBegin = !open && line[at] == separator;
        }

        return open;
    }

    /// <summary>The cells of a complete record; null when there are too many.</summary>
    public static List<string>? Split(ReadOnlySpan<char> record, char separator)
    {
        var cells = new List<string>();
        var at = 0;
        while (true)
        {
            if (cells.Count == FileLimits.Columns)
            {
                return null;
            }

            if (at < record.Length && record[at] == '"')
            {
                cells.Add(Restore(Quoted(record, ref at, separator)));
            }
            else
            {
                var rest = record[at..];
                var length = rest.IndexOf(separator);
                length = length < 0 ? rest.Length : length;
                cells.Add(Restore(rest[..length].ToString()));
                at += length;
            }

            if (at >= record.Length)
            {
                return cells;
            }

            at++;    // the separator
        }
    }

    public static void Write(TextWriter output, IReadOnlyList<string> cells, char separator)
    {
        for (var column = 0; column < cells.Count; column++)
        {
            if (column > 0)
            {
                output.Write(separator);
            }

            var cell = Neutralise(cells[column]);
            if (cell.AsSpan().IndexOfAny("\"\r\n") < 0 && !cell.Contains(separator))
            {
                output.Write(cell);
            }
            else
            {
                output.Write('"');
                output.Write(cell.Replace("\"", "\"\"", StringComparison.Ordinal));
                output.Write('"');
            }
        }

        output.Write("\r\n");
    }

    public static string Neutralise(string cell) => IsFormula(cell) ? "'" + cell : cell;

    public static string Restore(string cell) => cell.Length > 1 && cell[0] == '\'' && IsFormula(cell) ? cell[1..] : cell;

    /// <summary>Also behind apostrophes, so that a cell which has some of its own comes back with them.</summary>
    private static bool IsFormula(string cell)
    {
        var bare = cell.AsSpan().TrimStart('\'');
        return bare.Length > 0 && bare[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';
    }

    private static string Quoted(ReadOnlySpan<char> record, ref int at, char separator)
    {
        var cell = new StringBuilder();
        at++;
        while (at < record.Length)
        {
            if (record[at] != '"')
            {
                cell.Append(record[at++]);
            }
            else if (at + 1 < record.Length && record[at + 1] == '"')
            {
                cell.Append('"');
                at += 2;
            }
            else
            {
                at++;
                break;
            }
        }

        while (at < record.Length && record[at] != separator)
        {
            cell.Append(record[at++]);    // what stands behind the closing quote
        }

        return cell.ToString();
    }
}
