namespace GigGatek.Storefront.Drawings;

/// <summary>The few paints of the shop's drawings. On pages css/shop/05-drawings.css mixes them; in files they are fixed.</summary>
internal enum Paint
{
    /// <summary>Light surface with an outline.</summary>
    Body,

    /// <summary>Dark surface with an outline.</summary>
    Deep,

    /// <summary>Outline only.</summary>
    Line,

    /// <summary>Outline in the category's accent.</summary>
    Accent,

    /// <summary>Surface in the category's accent.</summary>
    Tone,

    /// <summary>Letters.</summary>
    Text,
}
