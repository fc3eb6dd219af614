namespace Payouts.Audit;

/// <summary>What is to be verified.</summary>
/// <param name="Connection">Of the payouts.</param>
/// <param name="Documents">Of the documents.</param>
/// <param name="Key">A file with the keys (<see cref="KeyFile"/>).</param>
/// <param name="Export">An export, which needs no database.</param>
internal sealed record ToolOptions(string? Connection, string? Documents, string? Key, string? Export)
{
    public const string Usage = """
        payouts audit verify --connection PAYOUTS --documents DOCUMENTS --key FILE
        payouts audit verify --export FILE [--key FILE]

          --connection  as ConnectionStrings__Payouts: a SQLite file, PostgreSQL or MongoDB
          --documents   as ConnectionStrings__Documents, or of a cluster ConnectionStrings__Cluster
          --key         a file with the audit's keys, such as data/audit.key; one a line, then PEM of signing or public keys
          --export      an export of GET /audit/export; a public key in --key must have signed it, else the one in it

        Reads only. Exit: 0 nothing was altered, 1 faults, 2 it could not be verified.
        """;

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="ArgumentException">They are not as <see cref="Usage"/> says.</exception>
    public static ToolOptions Read(IReadOnlyList<string> args)
    {
        var rest = args.SkipWhile((arg, i) => (i, arg) is (0, "audit") or (0 or 1, "verify")).ToArray();
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < rest.Length; i += 2)
        {
            if (rest[i] is not ("--connection" or "--documents" or "--key" or "--export") || i + 1 == rest.Length || !given.TryAdd(rest[i], rest[i + 1]))
            {
                throw new ArgumentException($"{rest[i]} is no option, is there twice, or has no value.");
            }
        }

        var options = new ToolOptions(given.GetValueOrDefault("--connection"), given.GetValueOrDefault("--documents"), given.GetValueOrDefault("--key"), given.GetValueOrDefault("--export"));
        return options switch
        {
            { Export: not null, Connection: null, Documents: null } or { Export: null, Connection: not null, Documents: not null } => options,
            _ => throw new ArgumentException("Either --export, or both --connection and --documents."),
        };
    }
}
