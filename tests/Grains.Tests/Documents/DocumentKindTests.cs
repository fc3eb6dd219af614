using System.Reflection;
using System.Runtime.CompilerServices;
using Payouts.Grains.Documents;
using Payouts.Storage.Documents;

namespace Payouts.Grains.Tests.Documents;

/// <summary>The kinds of documents, which are the names of Orleans' states: the type of a grain is no part of a document's key.</summary>
public sealed class DocumentKindTests
{
    private static readonly Assembly[] Ours = [typeof(Document).Assembly, typeof(DocumentDatabase).Assembly];

    [Fact]
    public void No_two_records_of_the_service_have_one_kind() => Document.RequireDistinctKinds(Ours);

    [Fact]
    public void A_record_of_the_service_that_is_kept_as_a_document_cannot_be_changed()
    {
        var kept = Ours.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsDefined(typeof(DocumentAttribute))).ToList();

        Assert.NotEmpty(kept);
        Assert.Empty(kept.SelectMany(Changeable));
        Assert.Single(Changeable(typeof(Changing)));
    }

    [Fact]
    public void Two_records_of_one_kind_are_found_and_both_are_named()
    {
        var found = Assert.Throws<InvalidOperationException>(() => Document.RequireDistinctKinds(new Types(typeof(First), typeof(Third), typeof(Second))));

        Assert.Contains("'twice'", found.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(First), found.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(Second), found.Message, StringComparison.Ordinal);
        Document.RequireDistinctKinds(new Types(typeof(First), typeof(Third)));
    }

    [Fact]
    public void A_kind_that_is_misspelt_is_found() =>
        Assert.Contains("lower-case", Assert.Throws<InvalidOperationException>(() => Document.RequireDistinctKinds(new Types(typeof(Shouting)))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_record_without_a_kind_cannot_be_kept() => Assert.Throws<InvalidOperationException>(() => DocumentAttribute.Of(typeof(string)));

    private static IEnumerable<PropertyInfo> Changeable(Type type) => type.GetProperties().Where(property =>
        property.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)));

    [Document("twice", format: 1)]
    private sealed record First;

    [Document("twice", format: 1)]
    private sealed record Second;

    [Document("once", format: 1)]
    private sealed record Third;

    [Document("Shouting", format: 1)]
    private sealed record Shouting;

    private sealed record Changing(string Fixed)
    {
        public string Text { get; set; } = "";
    }

    private sealed class Types(params Type[] types) : Assembly
    {
        public override Type[] GetTypes() => types;
    }
}
