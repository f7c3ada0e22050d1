using System.Globalization;
using System.Runtime.CompilerServices;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Files;

/// <summary>Shopify's product CSV: a line for each variant, tied together by the handle.</summary>
internal static class ShopifyReader
{
    private static readonly string[] Conditions = ["", "CONDITION", "GRADE", "TITLE"];

    public static async IAsyncEnumerable<ReadRow> ReadAsync(Stream stream, FileContext context, [EnumeratorCancellation] CancellationToken ct)
    {
        ShopifyColumns? columns = null;
        ShopifyProduct? product = null;
        await foreach (var record in TableReader.ReadAsync(stream, ',', ct))
        {
            if (record.Line == 0 || (columns is null && record.Cells is null))
            {
                yield return ReadRow.Broken(record.Line, record.Reason);
                yield break;
            }

            if (columns is null)
            {
                columns = new ShopifyColumns(record.Cells!);
                if (!columns.AreKnown)
                {
                    yield return ReadRow.Broken(record.Line, "This is not a Shopify product file: it has no column 'Handle'.");
                    yield break;
                }

                continue;
            }

            if (record.Cells is null)
            {
                product?.LosesLine(record);
                yield return ReadRow.Refused(record.Line, record.Reason, record.Content);
                continue;
            }

            var handle = columns.Find(record.Cells, "Handle", "URL handle");
            if (product is null || product.Handle != handle)
            {
                if (product is not null)
                {
                    yield return product.Finish();
                }

                product = new ShopifyProduct(handle, record, context);
            }

            product.Add(columns, record.Cells);
        }

        if (product is not null)
        {
            yield return product.Finish();
        }
    }

    private sealed class ShopifyProduct(string handle, TableRecord first, FileContext context)
    {
        private readonly RowDraft _draft = new(context) { HasVariants = true, Slug = handle };
        private bool _begun;

        public string Handle => handle;

        public void Add(ShopifyColumns columns, IReadOnlyList<string> cells)
        {
            if (!_begun)
            {
                _begun = true;
                Begin(columns, cells);
            }

            AddVariant(columns, cells);
        }

        /// <summary>A line that cannot be read may be one of this product's: then the product is not whole.</summary>
        public void LosesLine(TableRecord lost)
        {
            if (lost.Content.StartsWith(handle, StringComparison.Ordinal))
            {
                _draft.Refuse($"Line {lost.Line} of this product cannot be read.");
            }
        }

        public ReadRow Finish() =>
            _draft.Check() is { } row ? ReadRow.Good(first.Line, row) : ReadRow.Refused(first.Line, _draft.Problem!, first.Content);

        private void Begin(ShopifyColumns columns, IReadOnlyList<string> cells)
        {
            if (handle.Length == 0)
            {
                _draft.Refuse("The row has no Handle.");
            }

            _draft.Name = columns.Find(cells, "Title");
            _draft.Description = HtmlText.ToText(columns.Find(cells, "Body (HTML)", "Description"));
            _draft.Brand = columns.Find(cells, "Vendor");
            _draft.Category = columns.Find(cells, "Type");
            _draft.Published =
                !columns.Find(cells, "Published", "Published on online store").Equals("FALSE", StringComparison.OrdinalIgnoreCase)
                && columns.Find(cells, "Status").ToUpperInvariant() is "" or "ACTIVE";
            foreach (var (column, name) in columns.Attributes)
            {
                _draft.AddAttribute(name, AttributeValues.ReadCell(cells[column], name, _draft));
            }
        }

        private void AddVariant(ShopifyColumns columns, IReadOnlyList<string> cells)
        {
            var option = columns.Find(cells, "Option1 Name");
            var value = columns.Find(cells, "Option1 Value");
            var sku = columns.Find(cells, "Variant SKU", "SKU");
            var price = Price(columns.Find(cells, "Variant Price", "Price"));
            _draft.NewPrice ??= Price(columns.Find(cells, "Variant Compare At Price", "Compare-at price"));
            if (sku.Length == 0 && value.Length == 0 && price is null)
            {
                return;    // a line with one more picture
            }

            if (!Conditions.Contains(option.ToUpperInvariant()))
            {
                _draft.Refuse($"The option '{LineReader.Shorten(option, 60)}' is not known here: products come in conditions only.");
            }

            var grade = value.Length == 0 || value == "Default Title" ? Grade.Good : GradeWords.Find(value);
            if (grade is null)
            {
                _draft.Refuse(GradeWords.Unknown);
                return;
            }

            _draft.AddVariant(new FileVariant(
                sku.Length == 0 ? null : sku,
                grade.Value,
                price,
                Whole(columns.Find(cells, "Variant Inventory Qty", "Inventory quantity")),
                Whole(columns.Find(cells, ShopifyColumns.Warranty))));
        }

        private long? Price(string cell)
        {
            if (cell.Length > 0 && !decimal.TryParse(cell, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            {
                _draft.Refuse($"'{LineReader.Shorten(cell, 60)}' is not a price: digits and a point, such as 129.90.");
                return null;
            }

            return cell.Length == 0 ? null : _draft.Price(decimal.Parse(cell, CultureInfo.InvariantCulture));
        }

        private int? Whole(string cell)
        {
            if (cell.Length == 0)
            {
                return null;
            }

            if (int.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            {
                return whole;
            }

            _draft.Refuse($"'{LineReader.Shorten(cell, 60)}' is not a whole number.");
            return null;
        }
    }
}
