using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Storefront.SignIn;

/// <summary>Holds back whoever came with a one-time password until he has chosen his own. Stands in every policy, also in that of pages without one.</summary>
internal sealed class PasswordChosen : AuthorizationHandler<PasswordChosen>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PasswordChosen requirement)
    {
        var held = context.User.HasClaim(claim => claim.Type == Session.MustChangePasswordClaim);
        if (!held || (context.Resource as HttpContext)?.GetEndpoint()?.Metadata.GetMetadata<OpenBeforePasswordChosen>() is not null)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

/// <summary>Marks the pages that a one-time password opens.</summary>
internal sealed class OpenBeforePasswordChosen;
