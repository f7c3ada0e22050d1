using System.Text.RegularExpressions;
using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Pricing;

namespace GigGatek.Ordering.Discounts;

/// <summary>Which figures make sense for a new code.</summary>
internal static partial class NewDiscountRules
{
    private const long MostMinor = 100_000_000;

    public static Result? FindFault(Discount discount) => discount switch
    {
        _ when !CodeForm().IsMatch(discount.Code) =>
            Invalid("A code has 3 to 40 letters, digits or hyphens.", "code"),
        { Kind: DiscountKind.Percent, Value: < 1 or > Exact.Whole } =>
            Invalid("A share lies between 0.01 % and 100 %.", "value"),
        { Kind: DiscountKind.Amount, Value: < 1 or > MostMinor } =>
            Invalid("An amount is more than nothing and at most a million.", "value"),
        { Kind: DiscountKind.FreeShipping, Value: not 0 } =>
            Invalid("Free shipping has no amount; leave it at 0.", "value"),
        { MinimumMinor: < 0 or > MostMinor } =>
            Invalid("The minimum is not negative and at most a million.", "minimum"),
        { MaxUses: < 1 } =>
            Invalid("A code is used at least once; leave the number empty for any number of uses.", "maxUses"),
        { From: { } from, Until: { } until } when until <= from =>
            Invalid("A code ends after it begins.", "until"),
        _ when !Enum.IsDefined(discount.Kind) => Invalid("Choose a kind of discount.", "kind"),
        _ => null,
    };

    private static Result Invalid(string sentence, string field) => Error.Invalid("invalid", sentence, field);

    [GeneratedRegex(@"^[A-Z0-9][A-Z0-9-]{2,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CodeForm();
}
