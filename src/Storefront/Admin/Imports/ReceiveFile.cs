using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Storefront.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace GigGatek.Storefront.Admin.Imports;

/// <summary>
/// Takes the upload form (multipart/form-data, RFC 7578) piece by piece: a file of half a gigabyte never stands in memory.
/// The category's field comes before the file's, as the page has it.
/// </summary>
internal static class ReceiveFile
{
    /// <summary>The largest file, and room for the form around it.</summary>
    public const long LargestForm = LargestFile + (1024 * 1024);

    private const long LargestFile = 512L * 1024 * 1024;
    private const int Piece = 1024 * 1024;
    private const int LongestCategory = 100;

    private static readonly Error NoForm = Error.Invalid("no_form", "Choose a file and send the form of this page.", "file");
    private static readonly Error NoFile = Error.Invalid("no_file", "Choose a file: .jsonl, .csv, .tsv, .txt or .xml.", "file");
    private static readonly Error TooLarge = Error.Invalid("too_large", "This file is larger than 512 MiB. Cut it into parts; importing them one after the other gives the same.", "file");
    private static readonly Error Broken = Error.Invalid("broken_upload", "The upload did not arrive whole. Nothing was changed; send it again.", "file");

    public static async Task<Result<ImportStatus>> Handle(HttpContext context, ICatalogImports imports, CancellationToken ct)
    {
        if (Boundary(context.Request) is not { } boundary)
        {
            return NoForm;
        }

        if (context.Request.ContentLength > LargestForm)
        {
            return TooLarge;
        }

        try
        {
            return await Read(new MultipartReader(boundary, context.Request.Body), context, imports, ct);
        }
        catch (BadHttpRequestException refused)
        {
            return refused.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge : Broken;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException && !ct.IsCancellationRequested)
        {
            return Broken;
        }
    }

    private static async Task<Result<ImportStatus>> Read(MultipartReader reader, HttpContext context, ICatalogImports imports, CancellationToken ct)
    {
        string? category = null;
        while (await reader.ReadNextSectionAsync(ct) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
            {
                return Broken;
            }

            if (disposition.IsFileDisposition() && disposition.FileName.Length > 0)
            {
                return await Take(section.Body, FileName(disposition), category, context, imports, ct);
            }

            if (disposition.IsFormDisposition() && disposition.Name == "category")
            {
                category = await ReadCategory(section, ct);
                if (category is null)
                {
                    return Error.Invalid("category", $"A category's name has at most {LongestCategory} characters.", "category");
                }
            }
        }

        return NoFile;
    }

    private static async Task<Result<ImportStatus>> Take(
        Stream file, string name, string? category, HttpContext context, ICatalogImports imports, CancellationToken ct)
    {
        var begun = await imports.BeginAsync(context.Actor(), name, context.Request.ContentLength ?? 0, category is { Length: > 0 } ? category : null, ct);
        if (!begun.Succeeded)
        {
            return begun;
        }

        var buffer = new byte[Piece];
        while (await file.ReadAtLeastAsync(buffer, Piece, throwOnEndOfStream: false, ct) is > 0 and var read)
        {
            var appended = await imports.AppendAsync(begun.Value.Id, read == Piece ? buffer : buffer[..read], ct);
            if (!appended.Succeeded)
            {
                return appended.Error;
            }
        }

        var previewing = await imports.PreviewAsync(begun.Value.Id, ct);
        return previewing.Succeeded ? begun : previewing.Error;
    }

    private static async Task<string?> ReadCategory(MultipartSection section, CancellationToken ct)
    {
        var bytes = new byte[(LongestCategory * 4) + 1];
        var read = await section.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        var text = System.Text.Encoding.UTF8.GetString(bytes, 0, read).Trim();
        return text.Length <= LongestCategory ? text : null;
    }

    // Some browsers send a whole path.
    private static string FileName(ContentDispositionHeaderValue disposition)
    {
        var name = (disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName)).ToString();
        return name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
    }

    private static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 200 } boundary
            ? boundary.ToString()
            : null;
}
