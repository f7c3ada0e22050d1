using System.Diagnostics;
using GigGatek.Platform.Releases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace GigGatek.Platform.Logging;

/// <summary>The log of a process: on standard output, where containers and services take it from and add the time.</summary>
public static class OneLineLog
{
    internal const string Name = "one-line";

    /// <summary>Has each entry name the build that wrote it. In a file or a pipe an entry is one line, whatever is in it.</summary>
    public static ILoggingBuilder AddOneLineLog(this ILoggingBuilder logging, ProgramVersion version)
    {
        logging.Services.AddSingleton(version);
        logging.AddConsole(options => options.FormatterName = Name).AddConsoleFormatter<OneLineFormatter, ConsoleFormatterOptions>();
        return logging;
    }
}

/// <summary><c>warn: 0.1.0+0803ef9 GigGatek.Platform.Redis.RedisWatch[1] Redis is not used, since …</c></summary>
internal sealed class OneLineFormatter(ProgramVersion version, bool mayBreak) : ConsoleFormatter(OneLineLog.Name)
{
    private static readonly char[] LineEnds = ['\r', '\n'];

    private readonly string _build = version.ToString();

    /// <summary>Before a person's eyes an exception keeps its lines.</summary>
    public OneLineFormatter(ProgramVersion version)
        : this(version, mayBreak: !Console.IsOutputRedirected)
    {
    }

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(LevelOf(logEntry.LogLevel));
        textWriter.Write(": ");
        textWriter.Write(_build);
        textWriter.Write(' ');
        textWriter.Write(logEntry.Category);
        textWriter.Write('[');
        textWriter.Write(logEntry.EventId.Id);
        textWriter.Write("] ");
        WriteText(textWriter, logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is { } failure)
        {
            textWriter.Write(' ');
            WriteText(textWriter, failure.ToString());
        }

        if (Activity.Current is { } request)
        {
            textWriter.Write(" (request ");
            textWriter.Write(request.TraceId.ToHexString());    // as error pages say it
            textWriter.Write(')');
        }

        textWriter.Write(Environment.NewLine);
    }

    /// <summary>What comes from outside cannot begin a line of its own, and so cannot pretend to be another entry.</summary>
    private void WriteText(TextWriter writer, string text)
    {
        var rest = text.AsSpan();
        while (!mayBreak && rest.IndexOfAny(LineEnds) is >= 0 and var end)
        {
            writer.Write(rest[..end]);
            writer.Write(' ');
            rest = rest[end..].TrimStart(LineEnds);
        }

        writer.Write(rest);
    }

    private static string LevelOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
