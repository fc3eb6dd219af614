using Payouts.Client;
using Payouts.Console.Help;

namespace Payouts.Console.Tests.Help;

public sealed class HelpTextTests
{
    [Fact]
    public void Every_reason_that_the_sdk_knows_has_its_paragraph() => Assert.Equal(
        typeof(PayoutReason).GetFields().Where(field => field.FieldType == typeof(PayoutReason)).Select(field => field.GetValue(null)!.ToString()!).Order(StringComparer.Ordinal),
        HelpText.Reasons().Select(reason => reason.Reason).Order(StringComparer.Ordinal));

    [Fact]
    public void A_section_ends_at_the_next_heading_of_its_level()
    {
        var table = Assert.IsType<HelpBlock.Table>(HelpText.Section("docs/lifecycle.md", "Status and detail")[0]);

        Assert.Equal("`pending`", table.Rows[1][0]);
        Assert.All(table.Rows, row => Assert.Equal(table.Rows[0].Count, row.Count));
        Assert.DoesNotContain(HelpText.Section("docs/lifecycle.md", "Status and detail"), block => block is HelpBlock.Paragraph { Text: var text } && text.Contains("order of weight", StringComparison.Ordinal));
    }

    [Fact]
    public void Marks_become_runs_and_links_their_words() => Assert.Equal(
        [new HelpRun("see ", HelpMark.Plain), new HelpRun("x", HelpMark.Code), new HelpRun(" and ADR 5 now", HelpMark.Plain), new HelpRun("!", HelpMark.Strong)],
        HelpText.Runs("see `x` and [ADR 5](5.html) now**!**"));

    [Fact]
    public void A_heading_that_is_not_there_is_an_error() => Assert.Throws<InvalidDataException>(() => HelpText.Section("docs/lifecycle.md", "No such"));
}
