using System.Collections;
using System.Globalization;
using System.Text;
using QRCoder;

namespace GigGatek.Storefront.Accounts.SecondFactor;

/// <summary>A QR code (ISO/IEC 18004), with its quiet zone, as one path of an SVG.</summary>
/// <param name="Size">Of a side, in modules; a module is one unit of the drawing.</param>
/// <param name="Path">The dark modules, each run of a row as a rectangle.</param>
internal sealed record QrDrawing(int Size, string Path)
{
    public static QrDrawing Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            foreach (var (start, length) in Runs(code.ModuleMatrix[y]))
            {
                path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{length}v1h-{length}z");
            }
        }

        return new QrDrawing(code.ModuleMatrix.Count, path.ToString());
    }

    private static IEnumerable<(int Start, int Length)> Runs(BitArray row)
    {
        for (var x = 0; x < row.Count; x++)
        {
            var start = x;
            while (x < row.Count && row[x])
            {
                x++;
            }

            if (x > start)
            {
                yield return (start, x - start);
            }
        }
    }
}
