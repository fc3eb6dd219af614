using Microsoft.Data.Sqlite;
using Payouts.Hosting;
using Payouts.Storage.Documents;

namespace Payouts.Silo.Settings;

/// <summary>Where documents are kept (docs/operations.md, "Settings").</summary>
public sealed record DocumentSettings
{
    /// <summary>
    /// <c>ConnectionStrings__Documents</c>, a SQLite file; <see langword="null"/> exactly when <c>Cluster__Provider</c>
    /// is <c>Postgres</c>: then they are in the cluster's database.
    /// </summary>
    public string? Connection { get; init; }

    /// <summary><c>Documents__Rebind</c>: bind the payouts to the documents that are found, whichever they are.</summary>
    public bool Rebind { get; init; }

    /// <summary>Reads the settings. Errors are collected in the reader.</summary>
    /// <param name="read">The reader.</param>
    /// <param name="cluster">Decides where documents are.</param>
    /// <param name="payoutsFile">The connection string of the payouts' SQLite file, if they have one.</param>
    internal static DocumentSettings Read(SettingReader read, ClusterSettings cluster, string? payoutsFile) => new()
    {
        Connection = cluster.Connection is null ? File(read, payoutsFile) : null,
        Rebind = read.OneOf("Documents__Rebind", "false", "true", "false") == "true",
    };

    private static string File(SettingReader read, string? payoutsFile)
    {
        const string Setting = SqliteDocuments.SettingName;
        var given = read.Text(Setting) ?? "Data Source=data/documents.db";
        try
        {
            var file = SqliteDocuments.FileOf(given);
            if (payoutsFile is { Length: > 0 } && !read.HasError(StorageSettings.Name) && file == Path.GetFullPath(new SqliteConnectionStringBuilder(payoutsFile).DataSource))
            {
                read.Error(Setting, $"{Setting} and {StorageSettings.Name} must name two files.");
            }
        }
        catch (ArgumentException exception)
        {
            read.Error(Setting, exception.Message.Contains(Setting, StringComparison.Ordinal)
                ? exception.Message.Split(" (Parameter '")[0]
                : $"{Setting} cannot be used: {exception.Message}");
        }

        return given;
    }
}
