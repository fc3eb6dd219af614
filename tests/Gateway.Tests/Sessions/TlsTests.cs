using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Payouts.Harness;

namespace Payouts.Gateway.Tests.Sessions;

/// <summary>The console behind TLS of the service itself (docs/operations.md, "TLS"): its certificate is for the name that callers use.</summary>
public sealed partial class TlsTests : IDisposable
{
    private const string Password = "a-long-pass-word";

    private readonly TestFolder _folder = new();
    private readonly X509Certificate2 _certificate = SelfSigned();

    public void Dispose()
    {
        _certificate.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_person_signs_in_and_sees_pages_over_tls()
    {
        await File.WriteAllBytesAsync($"{_folder.Path}/both.pfx", _certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Default, Password), TestContext.Current.CancellationToken);
        await using var gateway = await SessionGateway.StartAsync(new(), TimeProvider.System, settings:
        [
            ("urls", "https://0.0.0.0:0;http://127.0.0.1:0"), ("Kestrel__Certificates__Default__Path", $"{_folder.Path}/both.pfx"), ("Kestrel__Certificates__Default__Password", Password),
        ]);
        Assert.Equal("https", gateway.Address.Scheme);
        using var http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == _certificate.GetCertHashString() },
        })
        { BaseAddress = new UriBuilder(gateway.Address) { Host = "127.0.0.1" }.Uri };

        var page = await http.GetStringAsync("/console/sign-in", TestContext.Current.CancellationToken);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("key", SessionGateway.Ana), KeyValuePair.Create("__RequestVerificationToken", Token().Match(page).Groups[1].Value)]);
        using var signedIn = await http.PostAsync("/console/sign-in/key", form, TestContext.Current.CancellationToken);
        Assert.Equal("/console", signedIn.Headers.Location?.OriginalString);

        using var list = await http.GetAsync("/console/payouts", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, list.StatusCode);
        Assert.Contains(">ana@example.com<", await list.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=payouts.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("payouts.example");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
