using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Payouts.Console.Assets;

/// <summary>
/// The stylesheet, the module and the icons, out of the assembly, under names that carry a hash of their content: what
/// a browser has kept is right for ever, and no manifest of static files is needed.
/// </summary>
internal static class AssetFiles
{
    /// <summary>Where they are served.</summary>
    public const string Prefix = "/console/assets/";

    private static readonly ImmutableArray<AssetFile> Files = [Load("console.css", "text/css"), Load("console.js", "text/javascript"), Load("icons.svg", "image/svg+xml")];

    /// <summary>All, by the name in their URL.</summary>
    public static ImmutableDictionary<string, AssetFile> ByName { get; } = Files.ToImmutableDictionary(file => file.Name, StringComparer.Ordinal);

    /// <summary>The stylesheet's URL.</summary>
    public static string Style { get; } = Prefix + Files[0].Name;

    /// <summary>The module's URL.</summary>
    public static string Module { get; } = Prefix + Files[1].Name;

    /// <summary>The URL of the icons; one of them is its fragment.</summary>
    public static string Icons { get; } = Prefix + Files[2].Name;

    private static AssetFile Load(string file, string type)
    {
        using var resource = typeof(AssetFiles).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"{file} is not embedded.");
        using var content = new MemoryStream();
        resource.CopyTo(content);
        var plain = content.ToArray();
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(plain);
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(plain))[..12];
        return new($"{Path.GetFileNameWithoutExtension(file)}.{hash}{Path.GetExtension(file)}", $"{type}; charset=utf-8", plain, packed.ToArray());
    }
}

/// <summary>One of them.</summary>
/// <param name="Name">With the hash.</param>
/// <param name="Type">Its content type.</param>
/// <param name="Plain">Its bytes.</param>
/// <param name="Brotli">The same, compressed once and as small as possible.</param>
internal sealed record AssetFile(string Name, string Type, byte[] Plain, byte[] Brotli);
