using Payouts.Harness;

namespace Payouts.Host.Tests.Start;

/// <summary>Settings of hosts that should start, or report why they cannot.</summary>
internal static class StartSettings
{
    /// <summary>SHA-256 of the key "hello".</summary>
    public const string Hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    /// <summary>What Production needs, and no more.</summary>
    public static Dictionary<string, string> Production(TestFolder folder) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ConnectionStrings__Payouts"] = $"Data Source={folder.Path}/payouts.db",
        ["ConnectionStrings__Documents"] = $"Data Source={folder.Path}/documents.db",
        ["HELEKET_PROJECT_URL"] = "http://127.0.0.1:9/",
        ["HELEKET_MERCHANT_ID"] = "8b03432e-385b-4670-8d06-064591096795",
        ["HELEKET_API_KEY"] = "some-key",
        ["ApiKeys__0__Name"] = "one",
        ["ApiKeys__0__Sha256"] = Hash,
        ["ApiKeys__0__Scopes__0"] = "payouts:read",
    };
}
