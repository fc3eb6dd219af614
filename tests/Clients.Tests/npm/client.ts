import createClient from "openapi-fetch";
import type { components, paths } from "./payouts.js";

declare const process: { argv: string[] };

const [address, tomorrow, clientId] = process.argv.slice(2) as [string, string, string];
const headers = { Authorization: "Bearer dev" };
const payouts = createClient<paths>({ baseUrl: address, headers });

// The body from the README: members with a default may be left out.
const readme: components["schemas"]["PayoutRequest"] = {
  client_id: clientId,
  asset: "USDT",
  network: "TRON",
  amount: "25.50",
  wallet_address: "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm",
};

// @ts-expect-error An enum value in a request must be one of the list.
export const misspelt: components["schemas"]["PayoutRequest"] = { ...readme, origin: "bonsu" };

function must<T>(answer: { data?: T; error?: components["schemas"]["Problem"] }): T {
  if (answer.data === undefined) throw new Error(JSON.stringify(answer.error));
  return answer.data;
}

const created = must(await payouts.POST("/payouts", { body: readme, params: { header: { "Idempotency-Key": "readme" } } }));
console.log(`created ${created.amount} ${created.origin} ${created.fee_payer}`);

const scheduled = must(
  await payouts.POST("/payouts", {
    body: { ...readme, origin: "bonus", fee_payer: "recipient", metadata: { ticket: "7781" }, scheduled_for: new Date(Date.now() + 86_400_000).toISOString() },
  }),
);
console.log(`scheduled ${scheduled.status} ${scheduled.detail} ${scheduled.origin} ${scheduled.fee_payer} ${scheduled.metadata["ticket"]}`);

const page = must(
  await payouts.GET("/payouts", {
    params: { query: { client_id: clientId, origin: "bonus", status: "pending", created_from: new Date(Date.now() - 3_600_000).toISOString() } },
  }),
);
console.log(`listed ${page.data.map((payout) => payout.id === scheduled.id)} ${page.next_cursor} ${page.has_more}`);

const cancelled = must(await payouts.POST("/payouts/{id}/cancel", { params: { path: { id: scheduled.id } } }));
console.log(`cancelled ${cancelled.status} ${cancelled.detail} ${cancelled.reason}`);

const refused = await payouts.POST("/payouts", { body: { ...readme, amount: "0" } });
console.log(`refused ${refused.error?.status} ${refused.error?.code} ${refused.error?.errors?.[0]?.pointer}`);

const later = createClient<paths>({ baseUrl: tomorrow, headers });
const read = must(await later.GET("/payouts/{id}", { params: { path: { id: scheduled.id } } }));
console.log(`tomorrow ${read.status} ${read.reason} ${read.response_logs[0]?.source}`);

const unknown = await later.GET("/payouts/{id}", { params: { path: { id: "0".repeat(32) } } });
console.log(`tomorrow ${unknown.error?.status} ${unknown.error?.code}`);
