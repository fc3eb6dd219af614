using System.Globalization;
using System.Text.Json;
using CsCheck;
using Heleket.Simulator.Http;
using Heleket.Simulator.Ledgers;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Heleket.Simulator.Tests;

/// <summary>Whatever control is used, the money adds up to the last digit, also after a restart.</summary>
public sealed class MoneyEquationTests
{
    private const decimal Dust = 0.00000001m;

    private static readonly string[] Steps = ["process", "fail?", "fail!", "cancel!", "paid?", "paid!"];

    private static readonly Gen<Move> Moves = Gen.Select(
        Gen.Int[0, 15], Gen.Int[0, 4], Gen.Int[1, 4000], Gen.Int[0, Steps.Length - 1], (kind, order, amount, step) => new Move(kind, $"o-{order}", amount, Steps[step]));

    [Fact]
    public Task The_wallet_is_its_opening_and_what_was_added_without_what_was_debited_and_with_what_was_returned() =>
        Moves.Array[1, 40].SampleAsync(
            async moves =>
            {
                var world = new World();
                await using (var simulator = world.Start())
                {
                    foreach (var move in moves)
                    {
                        world.Do(simulator, move);
                        world.AssertItAddsUp(simulator);
                    }

                    world.Before = (simulator.Ledger, simulator.Wallets);
                }

                await using (var again = world.Start())
                {
                    Assert.Equal(world.Before.Ledger, again.Ledger);
                    Assert.Equal(world.Before.Wallets, again.Wallets);
                    world.AssertItAddsUp(again);
                }

                Directory.Delete(Path.GetDirectoryName(world.File)!, recursive: true);
            },
            iter: 150,
            threads: 1);

    private sealed record Move(int Kind, string Order, int Amount, string Step)
    {
        /// <summary>With more decimals than a balance shows.</summary>
        public decimal Fine => Amount + 0.000000000001m;
    }

    /// <summary>One coin's money as it should be: what came in is in the wallet, reserved, or paid.</summary>
    private sealed class World
    {
        private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 9, 0, 0, TimeSpan.Zero));
        private decimal _in = 10_000m;
        private decimal _perSecond;
        private int _seeds;

        public string File { get; } = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "ledger.jsonl");

        public (IReadOnlyList<LedgerEntry> Ledger, IReadOnlyList<WalletView> Wallets) Before { get; set; }

        public HeleketSimulator Start() => new(
            new SimulatorOptions { DataFile = File, Balances = new Dictionary<string, decimal> { ["USDT"] = 10_000m } }, _time, NullLogger<HeleketSimulator>.Instance);

        public void Do(HeleketSimulator simulator, Move move)
        {
            var available = simulator.Wallets[0].Available;
            switch (move.Kind)
            {
                case 0 or 1 or 2:
                    Answer(simulator.PayoutResponses.Create, RawClient.Terms(move.Order, move.Fine.ToString(CultureInfo.InvariantCulture)), ("is_subtract", move.Kind > 0));
                    break;
                case 3:
                    simulator.ForceStatus(move.Order, move.Step);
                    break;
                case 4:
                    simulator.AddToBalance("USDT", move.Amount * Dust);
                    _in += move.Amount * Dust;
                    break;
                case 5 when available >= move.Amount:
                    simulator.AddToBalance("usdt", -move.Amount);
                    _in -= move.Amount;
                    break;
                case 6:
                    simulator.SetBalance("USDT", move.Amount);
                    _in += move.Amount - available;
                    break;
                case 7:
                    _perSecond = move.Amount % 3 * 7 * Dust;
                    simulator.SetTrickle("USDT", _perSecond * 60);
                    break;
                case 8:
                    simulator.SetFees("USDT", "TRON", move.Amount * Dust, move.Amount % 50 * 0.1m);
                    break;
                case 9:
                    simulator.SettleFor(new SettleFeeRule(move.Amount * 0.0001m) { OrderId = move.Amount % 2 == 0 ? move.Order : null });
                    break;
                case 10:
                    simulator.Patch(move.Order, new LedgerPatch { Status = move.Step.TrimEnd('!', '?'), Final = move.Step[^1] == '!' });
                    break;
                case 11:
                    simulator.Patch(move.Order, new LedgerPatch { Amount = move.Amount, Commission = move.Amount, Currency = "USDC", Hide = HiddenFrom.Both });
                    break;
                case 12:
                    Try(() => simulator.AddForeign(new ForeignPayouts(2) { Like = move.Amount % 2 == 0 ? move.Order : null, Step = move.Step }));
                    break;
                case 13:
                    Try(() => simulator.AddDuplicate(new DuplicatePayout(move.Order) { Step = move.Step }));
                    break;
                case 14:
                    Seed(simulator, move);
                    break;
                default:
                    _time.Advance(TimeSpan.FromSeconds(move.Amount % 5));
                    _in += _perSecond * (move.Amount % 5);
                    var personal = simulator.Wallets[0].Personal!.Value;
                    Answer(request => simulator.MerchantResponses.Transfer(request, toPersonal: true), new() { ["amount"] = "3.5", ["currency"] = "USDT" });
                    _in -= simulator.Wallets[0].Personal!.Value - personal;
                    break;
            }
        }

        public void AssertItAddsUp(HeleketSimulator simulator)
        {
            var wallet = Assert.Single(simulator.Wallets);
            Assert.Equal(wallet.Opening + wallet.Added - wallet.Debited + wallet.Returned, wallet.Available);
            Assert.Equal(wallet.Reserved + wallet.Paid, wallet.Debited - wallet.Returned);
            Assert.Equal(_in, wallet.Available + wallet.Reserved + wallet.Paid);
            Assert.Equal(simulator.Ledger.Where(payout => payout.Money == MoneyState.Reserved).Sum(payout => payout.DebitAmount), wallet.Reserved);
            Assert.Equal(simulator.Ledger.Where(payout => payout.Money == MoneyState.Paid).Sum(payout => payout.DebitAmount), wallet.Paid);
        }

        private void Seed(HeleketSimulator simulator, Move move)
        {
            var seed = simulator.BeginSeed();
            var status = move.Amount % 3 == 0 ? "cancel" : "paid";
            seed.Add(1, new SeedLine($"seed-{++_seeds}", move.Amount * 0.01m + 1m, "USDT", "TRON", "T", _time.GetUtcNow().AddMinutes(-move.Amount)) { Status = status, Commission = 0.123m });
            Assert.Equal(1, simulator.Store(seed));
            _in += status == "paid" ? (move.Amount * 0.01m) + 1.123m : 0;
        }

        private static void Answer(Func<ApiRequest, Response> endpoint, Dictionary<string, object?> body, params (string Name, object Value)[] members)
        {
            foreach (var (name, value) in members)
            {
                body[name] = value;
            }

            endpoint(new ApiRequest(new Form(JsonSerializer.SerializeToUtf8Bytes(body))));
        }

        private static void Try(Func<object?> control)
        {
            try
            {
                control();
            }
            catch (ArgumentException refused)
            {
                Assert.Contains("available", refused.Message, StringComparison.Ordinal);
            }
        }
    }
}
