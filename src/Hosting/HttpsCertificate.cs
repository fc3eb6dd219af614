using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace Payouts.Hosting;

/// <summary>
/// Kestrel's own settings of the https certificate, tried before the host starts: only Kestrel uses them, and it
/// reports a bad one with a stack trace that names no setting.
/// </summary>
internal static class HttpsCertificate
{
    private const string Section = "Kestrel:Certificates:Default";
    private const string PathSetting = "Kestrel__Certificates__Default__Path";
    private const string PasswordSetting = "Kestrel__Certificates__Default__Password";
    private const string KeySetting = "Kestrel__Certificates__Default__KeyPath";

    // Marks the certificate that "dotnet dev-certs https" makes, which Kestrel falls back to.
    private const string DeveloperCertificate = "1.3.6.1.4.1.311.84.1.1";

    /// <summary>Reports what is wrong with the certificate.</summary>
    /// <param name="read">Collects the error.</param>
    /// <param name="needed">
    /// What needs a certificate, as the beginning of a sentence; <see langword="null"/> when nothing does.
    /// </param>
    public static void Check(SettingReader read, string? needed)
    {
        var settings = read.Configuration.GetSection(Section);
        var (path, key, password) = (Given(settings["Path"]), Given(settings["KeyPath"]), settings["Password"]);
        if (path is not null)
        {
            CheckFiles(read, path, key, password);
        }
        else if (needed is not null && Given(settings["Subject"]) is null && !HasDeveloperCertificate(read.Configuration))
        {
            read.Error(PathSetting, $"{needed}, and there is no certificate for it: set {PathSetting} to a PKCS #12 file and {PasswordSetting} to its password, or {PathSetting} and {KeySetting} to two PEM files.");
        }
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static void CheckFiles(SettingReader read, string path, string? key, string? password)
    {
        if (!IsReadable(read, PathSetting, path) || (key is not null && !IsReadable(read, KeySetting, key)))
        {
            return;
        }

        try
        {
            using var certificate = Load(path, key, password);
            if (!certificate.HasPrivateKey)
            {
                read.Error(PathSetting, $"{PathSetting} is \"{path}\", which has no private key in it: set {KeySetting} to the PEM file of the key.");
            }
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            read.Error(PathSetting, key is null
                ? $"{PathSetting} is \"{path}\", which {PasswordSetting} does not open as a PKCS #12 file: {exception.Message.TrimEnd('.')}."
                : $"{PathSetting} \"{path}\" and {KeySetting} \"{key}\" are no PEM certificate with its key{(password is null ? "" : $" under {PasswordSetting}")}: {exception.Message.TrimEnd('.')}.");
        }
    }

    private static X509Certificate2 Load(string path, string? key, string? password) =>
        key is null && X509Certificate2.GetCertContentType(path) == X509ContentType.Cert ? X509CertificateLoader.LoadCertificateFromFile(path)
        : key is null ? X509CertificateLoader.LoadPkcs12FromFile(path, password)
        : password is null ? X509Certificate2.CreateFromPemFile(path, key)
        : X509Certificate2.CreateFromEncryptedPemFile(path, password, key);

    private static bool IsReadable(SettingReader read, string setting, string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            read.Error(setting, $"{setting} cannot be read: {exception.Message}");
            return false;
        }
    }

    private static bool HasDeveloperCertificate(Microsoft.Extensions.Configuration.IConfiguration configuration)
    {
        if (Given(configuration["Kestrel:Certificates:Development:Password"]) is not null)
        {
            return true;
        }

        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadOnly);
        return store.Certificates.Any(certificate => certificate.HasPrivateKey && certificate.Extensions.Any(extension => extension.Oid?.Value == DeveloperCertificate));
    }
}
