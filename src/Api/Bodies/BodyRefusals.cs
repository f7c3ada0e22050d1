using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Api.Bodies;

/// <summary>Endpoints that take a <see cref="Body{T}"/> are called only with one that could be read.</summary>
internal static class BodyRefusals
{
    public static TBuilder ReadsBodies<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.AddEndpointFilter(async (call, next) =>
            call.Arguments.OfType<IBody>().FirstOrDefault(body => body.Refusal is not null) is { Refusal: { } refusal }
                ? refusal.ToProblem(call.HttpContext, StatusCodes.Status400BadRequest)
                : await next(call));
}
