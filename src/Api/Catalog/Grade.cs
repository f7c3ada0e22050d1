using System.Text.Json.Serialization;

namespace GigGatek.Api.Catalog;

/// <summary>The measured condition of a refurbished unit.</summary>
[JsonConverter(typeof(ApiEnum<Grade>))]
public enum Grade
{
    /// <summary>No marks visible at 30 cm.</summary>
    Excellent = Contracts.Catalog.Grade.Excellent,

    /// <summary>Light marks, none on a screen or a connector.</summary>
    Good = Contracts.Catalog.Grade.Good,

    /// <summary>Marks and wear that a photo shows.</summary>
    Fair = Contracts.Catalog.Grade.Fair,
}

/// <summary>What a grade promises, in figures.</summary>
/// <param name="Definition">What is measured on every unit.</param>
public sealed record GradePromise(Grade Grade, string Name, string Definition, int WarrantyMonths)
{
    internal static GradePromise Of(Contracts.Catalog.GradePromise promise) => new((Grade)promise.Grade, promise.Name, promise.Definition, promise.WarrantyMonths);
}
