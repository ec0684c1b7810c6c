import type { CustomerRecord, Page } from "#model";
import { batched, type Call, type CustomerSearch, type CustomersPort } from "#sdk";
import { batchSize } from "./batch-size.js";
import type { Domain, TrytonApi } from "./client.js";
import { partyFields, partyRow, type PartyRow, toCustomer } from "./mapping/customers.js";

/** Parties, by their code: the customer number. Tryton does not tell customers from suppliers. */
export function trytonCustomers(api: TrytonApi): CustomersPort {
  return {
    customers: (ids, call) =>
      batched({
        keys: ids,
        size: batchSize,
        load: async (batch) => {
          const rows = await parties(api, { domain: [["code", "in", batch]] }, call);
          return new Map(rows.map(toCustomer).map((customer) => [customer.id, customer]));
        },
      }),
    search: (search, call) => searchCustomers(api, search, call),
  };
}

interface Selection {
  readonly domain: Domain;
  readonly limit?: number;
}

function parties(api: TrytonApi, selection: Selection, call: Call): Promise<readonly PartyRow[]> {
  return api.records({ model: "party.party", fields: partyFields, row: partyRow, order: [["id", "ASC"]], ...selection }, call);
}

async function searchCustomers(api: TrytonApi, search: CustomerSearch, call: Call): Promise<Page<CustomerRecord>> {
  const rows = await parties(api, { domain: [...conditionsOf(search), ...after(search.after)], limit: search.first + 1 }, call);
  const items = rows.slice(0, search.first).map((row) => ({ item: toCustomer(row), cursor: String(row.id) }));
  return { items, hasNextPage: rows.length > search.first };
}

function conditionsOf({ text, email, group }: CustomerSearch): Domain {
  const mechanism = (value: string): Domain => [
    ["type", "=", "email"],
    ["value", "ilike", literally(value)],
  ];
  const byText = (part: string): Domain => [
    ["OR", ["name", "ilike", `%${literally(part)}%`], ["contact_mechanisms", "where", mechanismLike(part)]],
  ];
  return [
    ...(text === undefined ? [] : byText(text)),
    ...(email === undefined ? [] : [["contact_mechanisms", "where", mechanism(email)]]),
    ...(group === undefined ? [] : [["categories.name", "=", group]]),
  ];
}

function mechanismLike(part: string): Domain {
  return [
    ["type", "=", "email"],
    ["value", "ilike", `%${literally(part)}%`],
  ];
}

function after(cursor: string | undefined): Domain {
  return cursor !== undefined && /^\d{1,15}$/u.test(cursor) ? [["id", ">", Number(cursor)]] : [];
}

// `%` and `_` stand for other characters in a pattern.
function literally(value: string): string {
  return value.replace(/[\\%_]/gu, (mark) => `\\${mark}`);
}
