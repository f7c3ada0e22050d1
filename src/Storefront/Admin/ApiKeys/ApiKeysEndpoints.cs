using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Errors;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Admin.ApiKeys;

/// <summary>Keys of the API: who has one, what for, and when it was used; make, replace and revoke them.</summary>
internal static class ApiKeysEndpoints
{
    private const int LongestCursor = 500;

    public static void MapApiKeysAdmin(this RouteGroupBuilder keys)
    {
        keys.MapGet("", ListKeys);
        keys.MapPost("", Create);
        keys.MapGet("/{id:long}", ShowKey);
        keys.MapPost("/{id:long}/rotate", Rotate);
        keys.MapPost("/{id:long}/revoke", Revoke);
    }

    private static Task<IResult> ListKeys(string? cursor, HttpContext context, IApiKeysAdmin keys, TimeProvider clock, CancellationToken ct) =>
        KeysPage(ApiKeyForm.Empty(), StatusCodes.Status200OK, cursor is { Length: > 0 and <= LongestCursor } ? cursor : null, context, keys, clock, ct);

    /// <summary>Answers with the page itself, the only one that shows the key: an address to go on to would have to carry it.</summary>
    private static async Task<IResult> Create(HttpContext context, IApiKeysAdmin keys, IAccountsAdmin people, TimeProvider clock, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var owner = await OwnerOf(form, people, ct);
        var name = form.Text("name", 100, "Say what the key is for, such as “Warehouse scanner”.");
        var scopes = ApiKeyForm.ScopesOf(form);
        var end = ApiKeyForm.EndOf(form, clock.GetUtcNow());
        if (!form.IsValid)
        {
            return await KeysPage(form, StatusCodes.Status422UnprocessableEntity, null, context, keys, clock, ct);
        }

        var made = await keys.CreateAsync(context.Actor(), new CreateApiKey(owner!.UserId, name, scopes, end), ct);
        return made.Succeeded
            ? Pages.Show<NewKeyPage>(new { Visitor = context.SignedIn(), Made = made.Value })
            : await KeysPage(form.Refuse(made.Error), Problems.StatusOf(made.Error), null, context, keys, clock, ct);
    }

    private static Task<IResult> ShowKey(long id, string? done, HttpContext context, IApiKeysAdmin keys, TimeProvider clock, CancellationToken ct) =>
        KeyPage(id, ApiKeyForm.Empty(), done is "revoked", StatusCodes.Status200OK, context, keys, clock, ct);

    private static async Task<IResult> Rotate(long id, HttpContext context, IApiKeysAdmin keys, TimeProvider clock, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var command = new RotateApiKey(id, ApiKeyForm.OverlapOf(form), ApiKeyForm.EndOf(form, clock.GetUtcNow()));
        if (!form.IsValid)
        {
            return await KeyPage(id, form, false, StatusCodes.Status422UnprocessableEntity, context, keys, clock, ct);
        }

        var made = await keys.RotateAsync(context.Actor(), command, ct);
        return made.Succeeded
            ? Pages.Show<NewKeyPage>(new { Visitor = context.SignedIn(), Made = made.Value, Old = await keys.FindAsync(id, ct) })
            : await KeyPage(id, form.Refuse(made.Error), false, Problems.StatusOf(made.Error), context, keys, clock, ct);
    }

    private static async Task<IResult> Revoke(long id, HttpContext context, IApiKeysAdmin keys, TimeProvider clock, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var typed = form.Text("confirm", 100, "Type the name of the key to confirm.");
        if (await keys.FindAsync(id, ct) is { } key && !typed.Equals(key.Name, StringComparison.OrdinalIgnoreCase))
        {
            form.Refuse("confirm", "This is not the name of the key. Nothing was changed.");
        }

        if (!form.IsValid)
        {
            return await KeyPage(id, form, false, StatusCodes.Status422UnprocessableEntity, context, keys, clock, ct);
        }

        var revoked = await keys.RevokeAsync(context.Actor(), id, ct);
        return revoked.Succeeded
            ? SeeOther.To(FormattableString.Invariant($"/admin/api-keys/{id}?done=revoked"))
            : await KeyPage(id, form.Refuse(revoked.Error), false, Problems.StatusOf(revoked.Error), context, keys, clock, ct);
    }

    private static async Task<Account?> OwnerOf(PageForm form, IAccountsAdmin people, CancellationToken ct)
    {
        var email = form.Text("account", 254, "Write the mail address of the account that the key acts for.");
        if (email.Length == 0)
        {
            return null;
        }

        if ((await people.ListAsync(email, null, ct)).Items is [{ } person])
        {
            return person;
        }

        form.Refuse("account", "There is no account with this address. Ask the person to register, or look for typing errors.");
        return null;
    }

    private static async Task<IResult> KeysPage(
        PageForm form, int status, string? after, HttpContext context, IApiKeysAdmin keys, TimeProvider clock, CancellationToken ct) =>
        Pages.Show<ApiKeysPage>(
            new { Visitor = context.SignedIn(), Keys = await keys.ListAsync(after, ct), Form = form, IsFirst = after is null, Now = clock.GetUtcNow() }, status);

    private static async Task<IResult> KeyPage(
        long id, PageForm form, bool revoked, int status, HttpContext context, IApiKeysAdmin keys, TimeProvider clock, CancellationToken ct) =>
        await keys.FindAsync(id, ct) is { } key
            ? Pages.Show<ApiKeyPage>(new { Visitor = context.SignedIn(), Key = key, Form = form, Revoked = revoked, Now = clock.GetUtcNow() }, status)
            : context.Refuse(StatusCodes.Status404NotFound, "There is no such key.");
}
