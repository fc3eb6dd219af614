using System.Reflection;
using Payouts.Client;
using Payouts.Console.Words;

namespace Payouts.Console.Tests.Words;

/// <summary>There are words for everything that the API can say.</summary>
public sealed class SentencesTests
{
    private const string Unknown = "this console does not know";

    public static TheoryData<string, string?> States => [.. StatusWord.Known];

    public static TheoryData<string> Reasons => [.. All<PayoutReason>()];

    public static TheoryData<string> Codes => [.. All<ProblemCode>()];

    [Theory]
    [MemberData(nameof(States))]
    public void Every_state_has_a_sentence_and_a_word_of_its_own(string status, string? detail)
    {
        Assert.EndsWith(".", Sentences.What(status, detail, null), StringComparison.Ordinal);
        Assert.DoesNotContain(Unknown, Sentences.What(status, detail, null), StringComparison.Ordinal);
        Assert.Single(StatusWord.Known, other => StatusWord.Of(other.Status, other.Detail).Word == StatusWord.Of(status, detail).Word);
    }

    [Fact]
    public void Every_status_and_every_detail_of_the_API_is_among_the_states()
    {
        Assert.Equal(All<PayoutStatus>().Order(), StatusWord.Known.Select(state => state.Status).Distinct().Order());
        Assert.Equal(All<PayoutDetail>().Order(), StatusWord.Known.Select(state => state.Detail).OfType<string>().Order());
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_reason_says_why_and_what_to_do(string reason)
    {
        Assert.EndsWith(".", Reason.Of(reason).Why, StringComparison.Ordinal);
        Assert.DoesNotContain(Unknown, Reason.Of(reason).Why, StringComparison.Ordinal);
        Assert.EndsWith(".", Reason.Of(reason).Do, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_problem_has_a_next_step_of_its_own(string code) => Assert.NotEqual(ProblemWords.Next("of-a-newer-release"), ProblemWords.Next(code));

    [Fact]
    public void Every_next_step_every_place_of_the_money_and_every_source_has_words()
    {
        Assert.All(All<StepKind>(), step => Assert.DoesNotContain(Unknown, Sentences.Next(step), StringComparison.Ordinal));
        Assert.Equal(All<MoneyPlace>().Count, All<MoneyPlace>().Select(Sentences.Money).Distinct().Count());
        Assert.All(All<LogSource>(), source => Assert.NotEqual("", Sentences.Source(source)));
        Assert.All(All<FeePayer>(), payer => Assert.NotEqual(payer, Sentences.FeePayer(payer)));
        Assert.All(All<PayoutOrigin>(), origin => Assert.NotEqual(origin, FilterWords.Value("origin", origin)));
    }

    [Fact]
    public void Every_action_has_a_page()
    {
        Assert.Equal(All<PayoutAction>().Order(), Decision.All.Select(decision => decision.Action).Order());
        Assert.All(Decision.All, decision =>
        {
            Assert.NotNull(Sentences.Done(decision.Done));
            Assert.Empty(Letters(decision.Button).Intersect(Letters(decision.Keep)).Except(["the"]));
        });
    }

    [Theory]
    [InlineData("pending", "outcome_unknown")]
    [InlineData("broadcast", "processing")]
    [InlineData("broadcast", "failed_provisional")]
    public void What_may_have_been_sent_says_not_to_pay_it_another_way(string status, string detail) =>
        Assert.Contains("Do not pay it another way.", Sentences.WhyNoCancel(status, detail), StringComparison.Ordinal);

    [Theory]
    [InlineData("failed", "failed")]
    [InlineData("confirmed", "confirmed")]
    [InlineData("cancelled", "cancelled")]
    public void A_final_status_that_heleket_contradicted_says_nothing_for_certain(string status, string word)
    {
        Assert.Equal($"We hold it as {word}, and Heleket reported something else afterwards. Do not pay it another way.", Sentences.What(status, null, "contradicted_final"));
        Assert.Equal("Contradicted", Sentences.Line("poll", status, null, "contradicted_final"));
        Assert.Equal("A person looked into it", Sentences.Line("operator", status, null, "contradicted_final"));
    }

    [Theory]
    [InlineData("cancel", false, "Nothing can be changed: it is final.")]
    [InlineData("look_up", false, "Nothing was sent yet, or it is final: Heleket has nothing to tell.")]
    [InlineData("claim_attention", false, "Nothing needs you here any more.")]
    [InlineData("resolve_attention", false, "Nothing needs you here any more.")]
    [InlineData("resolve_attention", true, "")]
    public void What_cannot_be_done_is_explained_for_what_was_asked(string action, bool attention, string why) =>
        Assert.Equal(why, Sentences.WhyNot(action, Some.Payout(status: PayoutStatus.Failed, attention: attention)));

    [Fact]
    public void A_word_of_a_newer_service_is_shown_as_it_is()
    {
        Assert.Equal("paused", StatusWord.Of("pending", "paused").Word);
        Assert.Contains("moon_phase", Reason.Of("moon_phase").Why, StringComparison.Ordinal);
        Assert.Contains("dance", Sentences.Next("dance"), StringComparison.Ordinal);
    }

    private static HashSet<string> Letters(string text) => [.. text.ToLowerInvariant().Split(' ')];

    private static List<string> All<T>() => [.. typeof(T).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.FieldType == typeof(T)).Select(field => field.GetValue(null)!.ToString()!)];
}
