using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Errors;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Admin.People;

/// <summary>People, and which roles they have.</summary>
internal static class PeopleEndpoints
{
    private const int LongestCursor = 500;

    public static void MapPeopleAdmin(this RouteGroupBuilder people)
    {
        people.MapGet("", ListPeople);
        people.MapGet("/{id:long}", ShowPerson);
        people.MapPost("/{id:long}/role", SetRole);
        people.MapPost("/{id:long}/sign-out", SignOut);
        people.MapPost("/{id:long}/disabled", SetDisabled);
    }

    private static async Task<IResult> ListPeople(string? q, string? cursor, HttpContext context, IAccountsAdmin admin, CancellationToken ct)
    {
        var form = new PageForm().Set("q", q);
        var text = form.Optional("q", 254);
        var after = cursor is { Length: > 0 and <= LongestCursor } ? cursor : null;
        var page = form.IsValid ? await admin.ListAsync(text, after, ct) : new([], null);
        return Pages.Show<PeoplePage>(
            new { Visitor = context.SignedIn(), People = page, Form = form, IsFirst = after is null },
            form.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static Task<IResult> ShowPerson(long id, string? done, HttpContext context, IAccounts accounts, IAccountsAdmin admin, CancellationToken ct) =>
        PersonPage(id, new PageForm(), done, StatusCodes.Status200OK, context, accounts, admin, ct);

    private static async Task<IResult> SetRole(long id, HttpContext context, IAccounts accounts, IAccountsAdmin admin, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var role = form.Text("role", 40, "The form named no role. Reload the page and try again.");
        if (form["has"] is not ("true" or "false"))
        {
            form.Refuse("has", "The form did not say whether to give or to take. Reload the page and try again.");
        }

        if (!form.IsValid)
        {
            return await PersonPage(id, form, null, StatusCodes.Status422UnprocessableEntity, context, accounts, admin, ct);
        }

        var changed = await admin.SetRoleAsync(context.Actor(), id, role, form["has"] == "true", ct);
        return changed.Succeeded
            ? SeeOther.To($"/admin/people/{id}?done=role")
            : await PersonPage(id, form.Refuse(changed.Error), null, Problems.StatusOf(changed.Error), context, accounts, admin, ct);
    }

    private static async Task<IResult> SignOut(long id, HttpContext context, IAccounts accounts, IAccountsAdmin admin, CancellationToken ct)
    {
        var ended = await admin.SignOutAsync(context.Actor(), id, ct);
        return ended.Succeeded
            ? SeeOther.To($"/admin/people/{id}?done=sign-out")
            : await PersonPage(id, new PageForm().Refuse(ended.Error), null, Problems.StatusOf(ended.Error), context, accounts, admin, ct);
    }

    private static async Task<IResult> SetDisabled(long id, HttpContext context, IAccounts accounts, IAccountsAdmin admin, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        if (form["disabled"] is not ("true" or "false"))
        {
            form.Refuse("disabled", "The form did not say whether to disable or to enable. Reload the page and try again.");
            return await PersonPage(id, form, null, StatusCodes.Status422UnprocessableEntity, context, accounts, admin, ct);
        }

        var changed = await admin.SetDisabledAsync(context.Actor(), id, form["disabled"] == "true", ct);
        return changed.Succeeded
            ? SeeOther.To($"/admin/people/{id}?done={(form["disabled"] == "true" ? "disabled" : "enabled")}")
            : await PersonPage(id, form.Refuse(changed.Error), null, Problems.StatusOf(changed.Error), context, accounts, admin, ct);
    }

    private static async Task<IResult> PersonPage(
        long id, PageForm form, string? done, int status, HttpContext context, IAccounts accounts, IAccountsAdmin admin, CancellationToken ct) =>
        await accounts.FindAsync(id, ct) is { } person
            ? Pages.Show<PersonPage>(new { Visitor = context.SignedIn(), Person = person, Roles = await admin.ListRolesAsync(ct), Form = form, Done = done }, status)
            : context.Refuse(StatusCodes.Status404NotFound, "There is no such person.");
}
