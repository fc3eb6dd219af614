using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Payouts.Harness;

namespace Payouts.Host.Tests.Start;

/// <summary>
/// TLS on one machine: Kestrel's own settings, and the errors when they are wrong (docs/operations.md, "TLS").
/// </summary>
public sealed class TlsTests : IDisposable
{
    private const string Password = "a-long-pass-word";
    private const string PathSetting = "Kestrel__Certificates__Default__Path";
    private const string PasswordSetting = "Kestrel__Certificates__Default__Password";
    private const string KeySetting = "Kestrel__Certificates__Default__KeyPath";

    private readonly TestFolder _folder = new();
    private readonly X509Certificate2 _certificate;

    public TlsTests()
    {
        using var key = RSA.Create(2048);
        _certificate = SelfSigned(key);
        File.WriteAllBytes($"{_folder.Path}/both.pfx", _certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Default, Password));
        File.WriteAllText($"{_folder.Path}/cert.pem", _certificate.ExportCertificatePem());
        File.WriteAllText($"{_folder.Path}/key.pem", key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(
            $"{_folder.Path}/locked.pem",
            key.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
        using var other = RSA.Create(2048);
        File.WriteAllText($"{_folder.Path}/other.pem", other.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("both.pfx", null, Password)]
    [InlineData("cert.pem", "key.pem", null)]
    [InlineData("cert.pem", "locked.pem", Password)]
    public async Task Two_settings_serve_https_with_the_certificate(string file, string? key, string? password)
    {
        var settings = Settings(file, key, password);
        await using var host = ProcessBuilder.Standalone().With(settings).Start();
        using var http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == _certificate.GetCertHashString() },
        });

        await Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    using var answer = await http.GetAsync($"{settings["ASPNETCORE_URLS"]}/health/live");
                    return answer.StatusCode == HttpStatusCode.OK;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            TimeSpan.FromMinutes(1),
            () => $"No https:\n{host.Output}");
    }

    [Theory]
    [InlineData(null, null, null, PathSetting, "ASPNETCORE_URLS")]
    [InlineData("nowhere.pfx", null, Password, PathSetting, "nowhere.pfx")]
    [InlineData("both.pfx", null, "wrong", PasswordSetting, "both.pfx")]
    [InlineData("both.pfx", null, null, PasswordSetting, "both.pfx")]
    [InlineData("cert.pem", null, null, KeySetting, "private key")]
    [InlineData("cert.pem", "nowhere.pem", null, KeySetting, "nowhere.pem")]
    [InlineData("cert.pem", "other.pem", null, KeySetting, "other.pem")]
    [InlineData("cert.pem", "locked.pem", "wrong", PasswordSetting, "locked.pem")]
    public async Task Without_a_certificate_that_can_be_used_the_host_stops_with_one_sentence(string? file, string? key, string? password, string setting, string names)
    {
        await using var host = ProcessBuilder.Standalone().With(Settings(file, key, password)).Start();
        await host.WaitForExitAsync();

        Assert.Equal(1, host.ExitCode);
        var line = Assert.Single(host.Output.Split('\n'), line => line.Length > 0);
        Assert.Contains(setting, line, StringComparison.Ordinal);
        Assert.Contains(names, line, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Silo")]
    [InlineData("Gateway")]
    public async Task The_other_hosts_say_it_too(string project)
    {
        await using var host = ProcessBuilder.Of(project).With(Settings(null, null, null)).Start();
        await host.WaitForExitAsync();

        Assert.Equal(1, host.ExitCode);
        Assert.Contains(PathSetting, Assert.Single(host.Output.Split('\n'), line => line.Length > 0), StringComparison.Ordinal);
    }

    private Dictionary<string, string> Settings(string? file, string? key, string? password)
    {
        var settings = new Dictionary<string, string>(StartSettings.Production(_folder))
        {
            ["ASPNETCORE_URLS"] = $"https://127.0.0.1:{Ports.Free()}",
        };
        Add(PathSetting, file is null ? null : $"{_folder.Path}/{file}");
        Add(KeySetting, key is null ? null : $"{_folder.Path}/{key}");
        Add(PasswordSetting, password);
        return settings;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                settings[name] = value;
            }
        }
    }

    private static X509Certificate2 SelfSigned(RSA key)
    {
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
