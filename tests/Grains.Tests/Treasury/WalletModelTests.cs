using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Payouts.Grains.Treasury;

namespace Payouts.Grains.Tests.Treasury;

/// <summary>
/// The rules beside a wallet that Heleket keeps: questions, debits and answers overtake each other, and money comes in.
/// Whatever their order, the reserve is never touched by what the rules let go.
/// </summary>
public sealed class WalletModelTests
{
    private const decimal Reserve = 100;

    private static readonly FundsSettings Settings = new(Reserve, HasPolls: true, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15));

    private static readonly Gen<Step> AnyStep = Gen.Select(Gen.Int[0, 6], Gen.Int[1, 40]).Select((kind, number) => new Step(kind, number));

    [Fact]
    public void The_reserve_stays_whatever_overtakes_what() =>
        AnyStep.Array[10, 300].Sample(
            steps =>
            {
                var story = new Story(opening: Reserve + 60);
                foreach (var step in steps)
                {
                    story.Take(step);
                    Assert.True(story.There >= Reserve, $"{story.There} is there.");
                }

                story.Finish();
                Assert.Equal(story.There, story.Known.Available);
                Assert.Equal(0, story.Known.Asked);
            },
            iter: 2_000);

    private readonly record struct Step(int Kind, int Number);

    /// <summary>What was let go, and how far it has come.</summary>
    private sealed record Sent(string Id, decimal Cost, decimal? Left);

    private sealed class Story(decimal opening)
    {
        private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
        private readonly List<Sent> _asked = [];
        private readonly List<Sent> _debited = [];
        private readonly List<(long LeftAt, decimal? Figure)> _polls = [];
        private int _count;

        public decimal There { get; private set; } = opening;

        public Wallet Known { get; private set; } = Wallet.Unknown with { Available = opening };

        public void Take(Step step)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            switch (step.Kind)
            {
                case 0 or 1:
                    Ask(step.Number);
                    break;
                case 2:
                    Debit(step.Number);
                    break;
                case 3:
                    Tell(step.Number);
                    break;
                case 4:
                    _polls.Add((_clock.GetTimestamp(), null));
                    break;
                case 5:
                    Poll(step.Number);
                    break;
                default:
                    There += step.Number;
                    break;
            }
        }

        /// <summary>All that is under way arrives, and the balance is asked for once more.</summary>
        public void Finish()
        {
            while (_asked.Count > 0)
            {
                Debit(0);
            }

            while (_debited.Count > 0)
            {
                Tell(0);
            }

            _clock.Advance(TimeSpan.FromMilliseconds(1));
            Known = WalletRules.Polled(Known, There, _clock.GetTimestamp(), _clock);
        }

        private void Ask(int number)
        {
            var id = $"{_count++}";
            // A queue is of no interest here: everyone is asked anew.
            var (wallet, mayGo) = WalletRules.Ask(Known with { HasQueue = false }, id, number, Settings, _clock);
            Known = wallet;
            if (mayGo)
            {
                _asked.Add(new(id, number, null));
            }
        }

        private void Debit(int number)
        {
            if (Taken(_asked, number) is { } sent)
            {
                There -= sent.Cost;
                _debited.Add(sent with { Left = There });
            }
        }

        private void Tell(int number)
        {
            if (Taken(_debited, number) is { } sent)
            {
                // Heleket does not always say what is left.
                Known = WalletRules.Accepted(Known, sent.Id, number % 3 == 0 ? null : sent.Left, hasPolls: true, _clock);
            }
        }

        /// <summary>Heleket looks into the wallet, or its answer comes back.</summary>
        private void Poll(int number)
        {
            if (_polls.Count == 0)
            {
                return;
            }

            // One poller: the first question is answered first.
            var (leftAt, figure) = _polls[0];
            if (figure is null && number % 2 == 0)
            {
                _polls[0] = (leftAt, There);
                return;
            }

            _polls.RemoveAt(0);
            Known = WalletRules.Polled(Known, figure ?? There, leftAt, _clock);
        }

        private static Sent? Taken(List<Sent> list, int number)
        {
            if (list.Count == 0)
            {
                return null;
            }

            var taken = list[number % list.Count];
            list.Remove(taken);
            return taken;
        }
    }
}
