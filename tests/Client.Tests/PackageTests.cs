using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Payouts.Harness;

namespace Payouts.Client.Tests;

/// <summary>What others get: the package, its README, and a program that is compiled ahead of time with it.</summary>
public sealed class PackageTests(ServiceFixture service)
{
    private const string Toolchain = "Native AOT needs clang or gcc, and zlib: 'apt-get install clang zlib1g-dev'.";

    private static string Repository { get; } = typeof(PackageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "Repository").Value!;

    private static string Sources => Path.Combine(Repository, "tests", "Client.Tests");

    [Fact]
    public async Task Each_example_of_the_README_is_one_that_compiles()
    {
        var compiled = Lines(await File.ReadAllTextAsync(Path.Combine(Sources, "ReadmeExamples.cs")));
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository, "src", "Client", "README.md"));
        var examples = readme.Split("```").Where(block => block.StartsWith("csharp\n", StringComparison.Ordinal)).Select(block => Lines(block["csharp\n".Length..])).ToList();
        Assert.Equal(5, examples.Count);
        Assert.All(examples, example => Assert.Contains(example, compiled, StringComparison.Ordinal));

        static string Lines(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
    }

    [Fact]
    public async Task The_receiver_of_the_README_takes_what_is_signed_and_nothing_else()
    {
        const string secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(TimeProvider.System);
        await using var app = builder.Build();
        var handled = new List<string>();
        ReadmeExamples.Receive(app, secret, (id, _) => { handled.Add(id); return Task.CompletedTask; });
        await app.StartAsync();

        var body = Json.Event(4, "payout.confirmed");
        Assert.Equal(HttpStatusCode.OK, await SendAsync(body, body));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(body, body + " "));
        Assert.Equal([$"evt_{Json.Id}_4"], handled);

        async Task<HttpStatusCode> SendAsync(string signed, string sent)
        {
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{app.Urls.Single()}/webhooks/payouts") { Content = new StringContent(sent) };
            request.Headers.Add("webhook-id", $"evt_{Json.Id}_4");
            request.Headers.Add("webhook-timestamp", now);
            var mac = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"evt_{Json.Id}_4.{now}.{signed}"));
            request.Headers.TryAddWithoutValidation("webhook-signature", $"v1,{Convert.ToBase64String(mac)}");
            using var answer = await service.Http.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task The_package_compiles_ahead_of_time_into_a_program_that_pays_and_verifies()
    {
        var folder = Directory.CreateTempSubdirectory("payouts-client-aot-").FullName;
        try
        {
            await DotNetAsync(folder, "pack", Path.Combine(Repository, "src", "Client"), "-c", "Release", "-o", Path.Combine(folder, "feed"), "--artifacts-path", Path.Combine(folder, "artifacts"), "-p:PublishRepositoryUrl=false");
            var package = Assert.Single(Directory.EnumerateFiles(Path.Combine(folder, "feed"), "*.nupkg"));
            Assert.Single(Directory.EnumerateFiles(Path.Combine(folder, "feed"), "*.snupkg"));
            await using (var archive = await ZipFile.OpenReadAsync(package))
            {
                var names = archive.Entries.Select(entry => entry.FullName).ToList();
                Assert.All(["README.md", "lib/net10.0/Payouts.Client.dll", "lib/net10.0/Payouts.Client.xml"], name => Assert.Contains(name, names));
                using var reader = new StreamReader(archive.GetEntry("Payouts.Client.nuspec")!.Open());
                Assert.DoesNotContain("<dependency ", await reader.ReadToEndAsync());
            }

            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is not null || HasToolchain(), Toolchain);
            await PublishAsync(folder);
            var told = await Tool.RunAsync(Path.Combine(folder, "out", "Aot"), [service.Address.ToString(), ServiceFixture.Secret]);
            Assert.Equal("created 25.5 USDT, verified payout.confirmed\n", told);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>As somebody else would, who has the package alone. No warning of the trimmer's passes.</summary>
    private static async Task PublishAsync(string folder)
    {
        var program = Directory.CreateDirectory(Path.Combine(folder, "program")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Sources, "Aot")))
        {
            File.Copy(file, Path.Combine(program, Path.GetFileName(file)));
        }

        await DotNetAsync(
            folder, "publish", program, "-o", Path.Combine(folder, "out"),
            "-p:PublishAot=true", $"-p:RestoreAdditionalProjectSources={Path.Combine(folder, "feed")}",
            // In its own folder of packages: the usual one would give back the package of an earlier run.
            $"-p:RestorePackagesPath={Path.Combine(folder, "packages")}", $"-p:RestoreFallbackFolders={NuGetFolder()}");
    }

    private static bool HasToolchain() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(path => File.Exists(Path.Combine(path, "clang")) || File.Exists(Path.Combine(path, "gcc")))
        && File.Exists("/usr/include/zlib.h");

    private static Task<string> DotNetAsync(string folder, params string[] arguments) => Tool.RunAsync(
        "dotnet", [.. arguments, "-v", "q", "--nologo"], folder, new Dictionary<string, string> { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1" });

    private static string NuGetFolder() => Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
