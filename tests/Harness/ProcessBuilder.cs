namespace Payouts.Harness;

/// <summary>Says what one of our executables runs with, and starts it as a process. What is said later holds.</summary>
public sealed class ProcessBuilder
{
    private readonly string _project;
    private readonly string _assembly;
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);
    private string? _folder;

    private ProcessBuilder(string project, string assembly) => (_project, _assembly) = (project, assembly);

    /// <summary>The standalone host.</summary>
    /// <param name="build">A folder with another build of it, as in <c>artifacts/bin/Standalone</c>; <see langword="null"/>: this one.</param>
    public static ProcessBuilder Standalone(string? build = null) => new(build ?? "Standalone", "Payouts.Standalone.dll");

    /// <summary>A silo.</summary>
    public static ProcessBuilder Silo() => Of("Silo");

    /// <summary>A gateway.</summary>
    public static ProcessBuilder Gateway() => Of("Gateway");

    /// <summary>Heleket's simulator.</summary>
    public static ProcessBuilder Simulator() => new("Heleket.Simulator", "Heleket.Simulator.dll");

    /// <summary>The executable of a project of ours.</summary>
    /// <param name="project">Its name: <c>Silo</c>, for example.</param>
    public static ProcessBuilder Of(string project) => new(project, $"Payouts.{project}.dll");

    /// <summary>Sets one.</summary>
    public ProcessBuilder With(string name, string value)
    {
        _settings[name] = value;
        return this;
    }

    /// <summary>Sets these.</summary>
    public ProcessBuilder With(IEnumerable<KeyValuePair<string, string>> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        foreach (var (name, value) in settings)
        {
            _settings[name] = value;
        }

        return this;
    }

    /// <summary>Where it listens; else at a free port.</summary>
    public ProcessBuilder At(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return With("ASPNETCORE_URLS", address.ToString().TrimEnd('/'));
    }

    /// <summary>A member of a cluster on PostgreSQL, all of it on this machine.</summary>
    /// <param name="id">The cluster's.</param>
    /// <param name="connection">To its database.</param>
    public ProcessBuilder InCluster(string id, string connection) => With("ASPNETCORE_ENVIRONMENT", "Development")
        .With("Cluster__Provider", "Postgres").With("Cluster__Id", id).With("ConnectionStrings__Cluster", connection);

    /// <summary>Where payouts are stored.</summary>
    /// <param name="provider">As the setting names it.</param>
    /// <param name="connection">Of that provider.</param>
    public ProcessBuilder Storing(string provider, string connection) => With("Storage__Provider", provider).With("ConnectionStrings__Payouts", connection);

    /// <summary>The account at Heleket.</summary>
    /// <param name="heleket">Where Heleket, or its simulator, is.</param>
    /// <param name="merchant">The merchant's uuid.</param>
    /// <param name="payoutKey">The payout key.</param>
    /// <param name="gateway">Who takes webhooks.</param>
    public ProcessBuilder Paying(Uri heleket, string merchant, string payoutKey, Uri gateway)
    {
        ArgumentNullException.ThrowIfNull(heleket);
        return With("HELEKET_PROJECT_URL", heleket.ToString()).With("HELEKET_MERCHANT_ID", merchant).With("HELEKET_API_KEY", payoutKey)
            .With("HELEKET_CALLBACK_URL", new Uri(gateway, "payouts/webhook").ToString());
    }

    /// <summary>The working directory; <see langword="null"/>, or where nothing is said: the temporary one.</summary>
    public ProcessBuilder RunIn(string? folder)
    {
        _folder = folder;
        return this;
    }

    /// <summary>Starts it with these settings and none that this process was given; does not wait for it.</summary>
    public HostProcess Start() => HostProcess.Start(_project, _assembly, _settings, _folder);

    /// <summary>Starts it and returns once it is ready.</summary>
    public async Task<HostProcess> StartReadyAsync()
    {
        var host = Start();
        try
        {
            await host.WaitUntilReadyAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }
}
