using Payouts.Hosting;
using Payouts.Storage;
using Payouts.Storage.Mongo;
using Payouts.Storage.Sqlite;

namespace Payouts.Silo.Settings;

/// <summary><c>ConnectionStrings__Payouts</c>, which each database parses in its own way.</summary>
internal static class StorageSettings
{
    /// <summary>The setting's name.</summary>
    public const string Name = "ConnectionStrings__Payouts";

    /// <summary>Reads the setting for that provider. Errors are collected in the reader.</summary>
    public static string Connection(SettingReader read, StorageProvider storage)
    {
        if (storage == StorageProvider.Postgres)
        {
            return read.Postgres(Name, connections: 20);
        }

        var given = read.Text(Name);
        if (read.HasError("Storage__Provider"))
        {
            return "";
        }

        if (storage == StorageProvider.Sqlite)
        {
            given ??= "Data Source=data/payouts.db";
        }

        if ((storage == StorageProvider.Mongo ? MongoConnection.Validate(given) : ValidateSqlite(given!)) is { } error)
        {
            read.Error(Name, error);
        }

        return given ?? "";
    }

    /// <summary>Why the database cannot be used.</summary>
    public static string Sentence(Exception exception)
    {
        var message = exception is ArgumentException { ParamName: not null } ? exception.Message.Split(" (Parameter '")[0] : exception.Message;
        return message.Contains(Name, StringComparison.Ordinal) ? message : $"{Name} cannot be used: {message}";
    }

    private static string? ValidateSqlite(string given)
    {
        try
        {
            using var database = new SqliteDatabase(given);
            return null;
        }
        catch (ArgumentException exception)
        {
            return Sentence(exception);
        }
    }
}
