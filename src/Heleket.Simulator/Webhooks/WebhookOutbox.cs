using Heleket.Simulator.Payouts;
using Heleket.Simulator.Persistence;
using Microsoft.Extensions.Logging;

namespace Heleket.Simulator.Webhooks;

/// <summary>
/// Delivers webhooks (docs/heleket.md, "Webhook delivery"): those of one payout in order, those of different payouts
/// concurrently, each retried with doubling delays until it is answered with 2xx or the attempts are used up.
/// </summary>
internal sealed partial class WebhookOutbox(SimulatorState state, Agenda agenda, ILogger logger) : IAsyncDisposable
{
    private readonly WebhookSender _sender = new(state.Options);
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Task> _running = [];
    private bool _isClosed;

    /// <summary>Creates the webhook for the payout's current state. The caller holds the lock.</summary>
    /// <param name="entry">The payout.</param>
    /// <param name="settings">The settings to apply.</param>
    public void Add(PayoutEntry entry, WebhookSettings settings)
    {
        if (entry.Payout.UrlCallback is not { } url)
        {
            return;
        }

        var queue = entry.Webhooks;
        if (settings.Drops(entry.Payout.OrderId))
        {
            queue.Lost++;
            state.Announce(entry);
            return;
        }

        var body = WebhookBody.Create(entry.Payout, state.PayoutKey, settings);
        var notBefore = state.Time.GetUtcNow() + settings.Delay;
        for (var copy = 0; copy < settings.Copies; copy++)
        {
            var webhook = new PendingWebhook(++queue.Made, url, body, notBefore);
            state.Journal.Write(new JournalLine(JournalKind.Webhook)
            {
                OrderId = entry.Payout.OrderId,
                Number = webhook.Number,
                Url = url,
                Body = body,
                At = notBefore,
            });
            if (settings.Shuffle)
            {
                queue.Held.Add(webhook);
            }
            else
            {
                queue.Pending.Enqueue(webhook);
            }
        }

        if (entry.Payout.IsFinal)
        {
            Release(queue);
        }

        Pump(entry);
    }

    /// <summary>
    /// Continues delivery if anything is pending and nothing is in progress. The caller holds the lock.
    /// </summary>
    public void Pump(PayoutEntry entry)
    {
        if (entry.Webhooks.Busy || !entry.Webhooks.Pending.TryPeek(out var head))
        {
            return;
        }

        entry.Webhooks.Busy = true;
        if (head.NotBefore > state.Time.GetUtcNow())
        {
            agenda.At(head.NotBefore, _ => Start(entry));
            return;
        }

        Start(entry);
    }

    /// <summary>Posts once, whatever the outcome. The caller holds the lock.</summary>
    public void PostOnce(string url, string body) => Track(async () =>
        await _sender.SendAsync(new PendingWebhook(0, url, body, DateTimeOffset.MinValue), _stop.Token));

    /// <summary>Starts no further delivery; the journal keeps the rest. The caller holds the lock.</summary>
    public void Close() => _isClosed = true;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Task[] running;
        lock (state.Gate)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running);
        _sender.Dispose();
        _stop.Dispose();
    }

    private void Start(PayoutEntry entry)
    {
        lock (state.Gate)
        {
            Track(() => DeliverAsync(entry));
        }
    }

    private void Track(Func<Task> work)
    {
        if (_isClosed || _stop.IsCancellationRequested)
        {
            return;
        }

        var task = Task.Run(work);
        _running.Add(task);
        task.ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Ended(Task task)
    {
        lock (state.Gate)
        {
            _running.Remove(task);
        }
    }

    private async Task DeliverAsync(PayoutEntry entry)
    {
        PendingWebhook? head;
        lock (state.Gate)
        {
            entry.Webhooks.Busy = entry.Webhooks.Pending.TryPeek(out head);
        }

        if (head is not null && await _sender.SendAsync(head, _stop.Token) is var outcome and not DeliveryOutcome.Stopped)
        {
            Settle(entry, head, outcome == DeliveryOutcome.Delivered);
        }
    }

    private void Settle(PayoutEntry entry, PendingWebhook head, bool delivered)
    {
        lock (state.Gate)
        {
            var queue = entry.Webhooks;
            if (!queue.Pending.TryPeek(out var first) || !ReferenceEquals(first, head))
            {
                // A reset emptied the queue in the meantime.
                return;
            }

            head.Attempts++;
            if (!delivered && _isClosed)
            {
                // The receiver usually stops together with the simulator.
                return;
            }

            if (!delivered && head.Attempts < state.Options.WebhookAttempts)
            {
                var wait = state.Options.WebhookRetryDelay * (1L << Math.Min(head.Attempts - 1, 20));
                Log.Retrying(logger, entry.Payout.OrderId, head.Attempts, wait);
                agenda.At(state.Time.GetUtcNow() + wait, _ => Start(entry));
                return;
            }

            queue.Pending.Dequeue();
            _ = delivered ? queue.Delivered++ : queue.Lost++;
            state.Journal.Write(new JournalLine(delivered ? JournalKind.Delivered : JournalKind.Lost)
            {
                OrderId = entry.Payout.OrderId,
                Number = head.Number,
            });
            queue.Busy = false;
            Pump(entry);
            state.Announce(entry);
        }
    }

    private void Release(WebhookQueue queue)
    {
        PendingWebhook[] made = [.. queue.Held];
        PendingWebhook[] order = [.. made];
        queue.Held.Clear();
        while (made.Length > 1 && order.SequenceEqual(made))
        {
            state.Random.Shuffle(order);
        }

        foreach (var webhook in order)
        {
            queue.Pending.Enqueue(webhook);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Webhook of {OrderId} not delivered in attempt {Attempt}; next in {Wait}")]
        public static partial void Retrying(ILogger logger, string orderId, int attempt, TimeSpan wait);
    }
}
