using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GigGatek.Gateway.Visitors;

/// <summary>
/// The certificate of the https addresses. Its files are read every second, for the reasons that the state file is; who shakes hands from
/// then on gets the new one, and connections that there are stay. What cannot be used is told once, and the one before goes on.
/// </summary>
internal sealed partial class ServedCertificate(IOptions<GatewayOptions> options, TimeProvider clock, ILogger<ServedCertificate> log) : BackgroundService
{
    public const SslProtocols Protocols = SslProtocols.Tls12 | SslProtocols.Tls13;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CertificateFiles _files = new(options.Value.CertificateFile, options.Value.CertificateKeyFile);
    private readonly Lock _turn = new();
    private volatile SslServerAuthenticationOptions? _shown;
    private string _read = "";
    private string? _doubted;

    /// <summary>What Kestrel asks at each handshake.</summary>
    public TlsHandshakeCallbackOptions Handshakes => new()
    {
        OnConnection = _ => ValueTask.FromResult(Copy(_shown ?? throw new InvalidOperationException("The certificate is read before the gateway listens."))),
    };

    /// <summary>When the certificate ends that is shown now; null without one.</summary>
    public DateTimeOffset? EndsAt => _shown?.ServerCertificateContext?.TargetCertificate.NotAfter;

    /// <summary>Before the start; the rules of the settings have tried it.</summary>
    public void Load()
    {
        if (_files.Certificate.Length > 0)
        {
            lock (_turn)
            {
                Take(ReadText());
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (_files.Certificate.Length > 0 && !stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Look();
        }
    }

    private void Look()
    {
        lock (_turn)
        {
            var text = ReadText();
            if (text == _read)
            {
                return;
            }

            if (_files.FindFault() is { } fault)
            {
                Refuse(text, fault);
                return;
            }

            Take(text);
            LogTaken(EndsAt!.Value.UtcDateTime);
        }
    }

    /// <summary>One of the two files may be written and the other not yet: it is wrong when it is so at the next look.</summary>
    private void Refuse(string text, string fault)
    {
        if (_doubted != text)
        {
            _doubted = text;
            return;
        }

        _read = text;
        LogRefused(fault);
    }

    private void Take(string text)
    {
        _shown = new SslServerAuthenticationOptions { ServerCertificateContext = _files.Load(), EnabledSslProtocols = Protocols };
        _read = text;
    }

    private string ReadText()
    {
        try
        {
            return File.ReadAllText(_files.Certificate) + File.ReadAllText(_files.Key);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return missing.Message;
        }
    }

    /// <summary>Kestrel writes its protocols into what it is given.</summary>
    private static SslServerAuthenticationOptions Copy(SslServerAuthenticationOptions shown) =>
        new() { ServerCertificateContext = shown.ServerCertificateContext, EnabledSslProtocols = shown.EnabledSslProtocols };

    [LoggerMessage(LogLevel.Information, "New connections get the new certificate, which ends at {End}")]
    private partial void LogTaken(DateTime end);

    [LoggerMessage(LogLevel.Error, "{Fault} The one before goes on")]
    private partial void LogRefused(string fault);
}
