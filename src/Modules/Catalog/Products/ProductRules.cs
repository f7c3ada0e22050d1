using GigGatek.Contracts;

namespace GigGatek.Catalog.Products;

/// <summary>What a product may look like, wherever it comes from. Each answers with a sentence, or null when all is well.</summary>
internal static class ProductRules
{
    public const long MaxPrice = 1_000_000_00;
    public const int MaxName = 200;
    public const int MaxBrand = 100;
    public const int MaxDescription = 20_000;
    public const int MaxStock = 1_000_000;

    public static Error? CheckName(string name) => CheckWords("name", "The name", name, MaxName);

    public static Error? CheckBrand(string brand) => CheckWords("brand", "The brand", brand, MaxBrand);

    public static Error? CheckDescription(string description) =>
        description.Length > MaxDescription
            ? Error.Invalid("too_long", $"The description has {description.Length:N0} characters; at most {MaxDescription:N0} are kept.", "description")
            : description.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'))
                ? Error.Invalid("control_characters", "The description contains control characters. Type it as plain text.", "description")
                : null;

    public static Error? CheckPrice(long? minor) =>
        minor is < 1 or > MaxPrice
            ? Error.Invalid("price", "A price is between 0.01 and 1,000,000.00. Leave it empty to take the item off sale.", "price")
            : null;

    private static Error? CheckWords(string field, string subject, string text, int max) =>
        string.IsNullOrWhiteSpace(text) ? Error.Invalid("missing", $"{subject} is empty. Give it 1 to {max} characters.", field)
        : text.Length > max ? Error.Invalid("too_long", $"{subject} has {text.Length:N0} characters; at most {max} are allowed.", field)
        : text.Any(char.IsControl) ? Error.Invalid("control_characters", $"{subject} contains control characters, such as a tab or a line break. Type it as plain text.", field)
        : null;
}
