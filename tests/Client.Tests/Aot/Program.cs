using System.Security.Cryptography;
using System.Text;
using Payouts.Client;

using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
var payouts = new PayoutsClient(http, new() { BaseAddress = new(args[0]), ApiKey = args[1] });
var request = new PayoutRequest { ClientId = "aot", Asset = "USDT", Network = "TRON", Amount = 25.5m, WalletAddress = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm" };
var created = await payouts.CreateAsync(request, IdempotencyKeys.From("aot", "1"));
var confirmed = await payouts.WaitAsync(created.Value.Id);
var happened = await payouts.EventsAsync(filter: new() { PayoutId = confirmed.Id, Types = [EventType.Confirmed] }).FirstAsync();

var now = DateTimeOffset.UtcNow;
var secret = RandomNumberGenerator.GetBytes(32);
var body = Encoding.UTF8.GetBytes($$"""{"id":"{{happened.Id}}","type":"{{happened.Type}}","timestamp":"2026-11-28T10:00:00.000Z","data":{{happened.Content}}}""");
byte[] signed = [.. Encoding.UTF8.GetBytes($"{happened.Id}.{now.ToUnixTimeSeconds()}."), .. body];
var mac = HMACSHA256.HashData(secret.AsSpan(), signed);
var verified = new WebhookVerifier($"whsec_{Convert.ToBase64String(secret)}").Verify(happened.Id, $"{now.ToUnixTimeSeconds()}", $"v1,{Convert.ToBase64String(mac)}", body, now);
Console.WriteLine($"created {created.Value.Amount} {verified.Data!.Asset}, verified {verified.Type}");
