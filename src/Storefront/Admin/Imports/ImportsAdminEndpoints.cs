using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Errors;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Admin.Imports;

/// <summary>Catalogue files through the browser: upload, look at what would happen, then let it happen.</summary>
internal static class ImportsAdminEndpoints
{
    private const int SecondsBetweenLooks = 2;

    public static void MapImportsAdmin(this RouteGroupBuilder imports)
    {
        imports.MapGet("", ListImports);
        imports.MapPost("", Upload).WithMetadata(new StreamedForm(), new RequestSizeLimitAttribute(ReceiveFile.LargestForm));
        imports.MapGet("/{id:long}", ShowImport);
        imports.MapPost("/{id:long}/run", Run);
    }

    private static async Task<IResult> ListImports(HttpContext context, ICatalogImports imports, CancellationToken ct) =>
        await ImportsPage(new PageForm(), StatusCodes.Status200OK, context, imports, ct);

    private static async Task<IResult> Upload(HttpContext context, ICatalogImports imports, CancellationToken ct)
    {
        var received = await ReceiveFile.Handle(context, imports, ct);
        return received.Succeeded
            ? SeeOther.To($"/admin/imports/{received.Value.Id}")
            : await ImportsPage(new PageForm().Set("file", "").Set("category", "").Refuse(received.Error), Problems.StatusOf(received.Error), context, imports, ct);
    }

    private static async Task<IResult> ShowImport(long id, HttpContext context, ICatalogImports imports, CancellationToken ct) =>
        await ImportPage(id, null, context, imports, ct);

    private static async Task<IResult> Run(long id, HttpContext context, ICatalogImports imports, CancellationToken ct)
    {
        var started = await imports.RunAsync(context.Actor(), id, ct);
        return started.Succeeded ? SeeOther.To($"/admin/imports/{id}") : await ImportPage(id, started.Error, context, imports, ct);
    }

    private static async Task<IResult> ImportsPage(PageForm form, int status, HttpContext context, ICatalogImports imports, CancellationToken ct) =>
        Pages.Show<ImportsPage>(new { Visitor = context.SignedIn(), Form = form, Imports = await imports.ListAsync(ct) }, status);

    private static async Task<IResult> ImportPage(long id, Error? refused, HttpContext context, ICatalogImports imports, CancellationToken ct)
    {
        if (await imports.FindAsync(id, ct) is not { } import)
        {
            return context.Refuse(StatusCodes.Status404NotFound, "There is no such import. Only the last twenty are kept.");
        }

        if (import.State is ImportState.Uploading or ImportState.Previewing or ImportState.Running)
        {
            context.Response.Headers["Refresh"] = $"{SecondsBetweenLooks}";
        }

        return Pages.Show<ImportPage>(
            new { Visitor = context.SignedIn(), Import = import, Refused = refused?.Message },
            refused is null ? StatusCodes.Status200OK : Problems.StatusOf(refused));
    }
}
