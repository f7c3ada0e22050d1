using System.ComponentModel.DataAnnotations;

namespace GigGatek.Ordering;

/// <summary>How long things last. Section <c>Ordering</c>.</summary>
internal sealed class OrderingOptions : IValidatableObject
{
    /// <summary>A quote can be accepted for so long.</summary>
    [Range(1, 1440)]
    public int QuoteMinutes { get; init; } = 15;

    /// <summary>An order can be paid for so long; then it expires.</summary>
    [Range(1, 1440)]
    public int PayWithinMinutes { get; init; } = 15;

    /// <summary>Stock is held for so long: longer than an order can be paid, so that a payment at the last moment finds its units.</summary>
    [Range(2, 2880)]
    public int HoldMinutes { get; init; } = 20;

    /// <summary>A cart that nobody changes is swept after so many days.</summary>
    [Range(1, 3650)]
    public int CartDays { get; init; } = 60;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (HoldMinutes <= PayWithinMinutes)
        {
            yield return new ValidationResult("Ordering:HoldMinutes must be more than Ordering:PayWithinMinutes.", [nameof(HoldMinutes)]);
        }
    }
}
