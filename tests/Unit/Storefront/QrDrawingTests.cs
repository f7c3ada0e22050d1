using System.Globalization;
using System.Text.RegularExpressions;
using GigGatek.Storefront.Accounts.SecondFactor;
using QRCoder;

namespace GigGatek.Tests.Unit.Storefront;

public sealed partial class QrDrawingTests
{
    private const string Text = "otpauth://totp/GigGatek:ann@example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=GigGatek";    // not a secret

    [Fact]
    public void The_path_darkens_the_modules_of_the_code_and_no_others()
    {
        var drawing = QrDrawing.Of(Text);
        using var code = QRCodeGenerator.GenerateQrCode(Text, QRCodeGenerator.ECCLevel.M);
        var dark = new bool[drawing.Size, drawing.Size];
        foreach (Match run in Run().Matches(drawing.Path))
        {
            var (x, y, length) = (Number(run, 1), Number(run, 2), Number(run, 3));
            run.Groups[4].Value.ShouldBe(run.Groups[3].Value);
            for (var n = 0; n < length; n++)
            {
                dark[y, x + n] = true;
            }
        }

        Run().Replace(drawing.Path, "").ShouldBeEmpty();
        for (var y = 0; y < drawing.Size; y++)
        {
            for (var x = 0; x < drawing.Size; x++)
            {
                dark[y, x].ShouldBe(code.ModuleMatrix[y][x], $"{x}, {y}");
            }
        }
    }

    [Fact]
    public void Four_light_modules_lie_around_it_as_cameras_need()
    {
        var drawing = QrDrawing.Of(Text);
        foreach (Match run in Run().Matches(drawing.Path))
        {
            Number(run, 1).ShouldBeGreaterThanOrEqualTo(4);
            Number(run, 2).ShouldBeInRange(4, drawing.Size - 5);
            (Number(run, 1) + Number(run, 3)).ShouldBeLessThanOrEqualTo(drawing.Size - 4);
        }
    }

    private static int Number(Match run, int group) => int.Parse(run.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"M(\d+) (\d+)h(\d+)v1h-(\d+)z")]
    private static partial Regex Run();
}
