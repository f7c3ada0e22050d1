using System.Globalization;
using System.Threading.Channels;
using GigGatek.Catalog.Files;
using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GigGatek.Catalog.Imports;

/// <summary>Reads uploads in the background, one after the other: two imports at once would only wait for each other's writes.</summary>
internal sealed partial class ImportWorker(
    UploadStore uploads, ImportFile import, Sessions<CatalogDb> sessions, TimeProvider clock, ILogger<ImportWorker> log) : BackgroundService
{
    private readonly Channel<(Upload Upload, Actor? Owner)> _work = Channel.CreateUnbounded<(Upload, Actor?)>();

    /// <param name="owner">Who has it written; null for a preview.</param>
    public void Add(Upload upload, Actor? owner) => _work.Writer.TryWrite((upload, owner));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (upload, owner) in _work.Reader.ReadAllAsync(stoppingToken))
        {
            await upload.Turn.WaitAsync(stoppingToken);
            try
            {
                await Read(upload, owner, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure, upload.Status.Id);
                upload.Status = upload.Status with { State = ImportState.Failed, Problem = "The import could not be finished. What was imported is complete; it can be run again." };
                uploads.Save(upload);
            }
            finally
            {
                upload.Turn.Release();
            }
        }
    }

    private async Task Read(Upload upload, Actor? owner, CancellationToken ct)
    {
        var rejects = new List<RejectedRow>();
        await using var stream = new FileStream(upload.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        var read = await import.Handle(
            new FileToImport(stream, upload.Format, upload.Category, Writes: owner is not null),
            row =>
            {
                if (rejects.Count < Upload.MostRejects)
                {
                    rejects.Add(row with { Content = LineReader.Shorten(row.Content, Upload.LongestContent) });
                }

                return Task.CompletedTask;
            },
            counts => upload.Status = upload.Status with { BytesRead = stream.Position, Counts = counts },
            ct);
        if (owner is not null && read.Counts.Created + read.Counts.Updated > 0)
        {
            await sessions.WriteAsync(db => db.PublishAsync(Announce(owner, upload.Status.FileName, read.Counts), ct), ct);
        }

        var done = owner is null ? ImportState.Previewed : ImportState.Finished;
        upload.Status = upload.Status with
        {
            State = read.Problem is null ? done : ImportState.Failed,
            BytesRead = stream.Position,
            Counts = read.Counts,
            Rejects = rejects,
            Problem = read.Problem,
        };
        uploads.Save(upload);
    }

    private ChangeMade Announce(Actor owner, string file, ImportCounts counts) => new(
        owner, "catalogue.import", LineReader.Shorten(file, 100),
        string.Create(CultureInfo.InvariantCulture, $"{counts.Created} created, {counts.Updated} updated, {counts.Rejected} rejected"),
        clock.GetUtcNow());

    [LoggerMessage(LogLevel.Error, "Import {ImportId} failed")]
    private partial void LogFailed(Exception failure, long importId);
}
