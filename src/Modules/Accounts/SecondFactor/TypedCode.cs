using GigGatek.Platform;

namespace GigGatek.Accounts.SecondFactor;

/// <summary>What somebody typed where a code is asked for, without the blanks and hyphens that people write for the eye.</summary>
/// <param name="IsRecovery">True for a recovery code, false for one of the app.</param>
internal sealed record TypedCode(string Text, bool IsRecovery)
{
    private const int RecoveryLength = 10;
    private const int LongestTyped = 40;

    /// <summary>Null for what can be neither.</summary>
    public static TypedCode? Read(string typed)
    {
        if (typed.Length > LongestTyped)
        {
            return null;
        }

        var text = string.Concat(typed.Where(letter => !char.IsWhiteSpace(letter) && letter is not '-')).ToUpperInvariant();
        return text.Length switch
        {
            TotpCodes.Digits when text.All(char.IsAsciiDigit) => new TypedCode(text, IsRecovery: false),
            RecoveryLength when text.All(char.IsAsciiLetterOrDigit) => new TypedCode(text, IsRecovery: true),
            _ => null,
        };
    }

    /// <summary>A new recovery code: 49 random bits.</summary>
    public static TypedCode NewRecovery() => new(Secrets.NewReadable(RecoveryLength), IsRecovery: true);

    /// <summary>As it is shown: in two groups.</summary>
    public string Shown => IsRecovery ? $"{Text[..(RecoveryLength / 2)]}-{Text[(RecoveryLength / 2)..]}" : Text;
}
