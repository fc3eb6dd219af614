using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Heleket.Tests;

/// <summary>What the package's README shows is what the package is.</summary>
public sealed class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Heleket.README.md"));

    [Fact]
    public void The_first_example_is_a_whole_program_that_compiles_as_it_stands()
    {
        var program = Block(Readme, "csharp");
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Example",
            [CSharpSyntaxTree.ParseText(program)],
            references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }

    [Fact]
    public void It_names_every_outcome_of_a_create_and_of_a_look_up()
    {
        var cases = new[] { typeof(CreateOutcome), typeof(InfoOutcome) }.SelectMany(outcome => outcome.GetNestedTypes().Append(outcome));

        Assert.All(cases, outcome => Assert.Contains($"`{outcome.Name}`", Readme, StringComparison.Ordinal));
    }

    [Fact]
    public void It_names_the_bound_of_an_order_id() => Assert.Contains("1 to 32 of `A-Z a-z 0-9 _ -`", Readme, StringComparison.Ordinal);

    private static string Block(string text, string language)
    {
        var start = text.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
