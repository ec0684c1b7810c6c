import { customerId, type CustomerId, type CustomerRecord, type Page } from "#model";
import { batched, type Call, type CustomerSearch, type CustomersPort } from "#sdk";
import type { Domain, OdooApi } from "./client.js";
import { cursorOf, positionOf } from "./keyset.js";
import { customerFields, customerShape, toCustomer } from "./mapping/customers.js";

const customersAtOnce = 500;
const model = "res.partner";

/** Partners whose reference is a customer number, with their company and addresses: one request a batch. */
export function odooCustomers(api: OdooApi): CustomersPort {
  return {
    customers: (ids, call) => batched({ keys: ids, size: customersAtOnce, load: (keys) => readCustomers(api, keys, call) }),
    search: (search, call) => searchCustomers(api, search, call),
  };
}

async function readCustomers(api: OdooApi, ids: readonly CustomerId[], call: Call): Promise<ReadonlyMap<CustomerId, CustomerRecord>> {
  const { records } = await api.find(
    { model, domain: [["ref", "in", ids]], specification: customerFields, order: "id desc" },
    customerShape,
    call,
  );
  // Newest first, so that of two partners with one reference the older is left in the map.
  return new Map(records.map((partner) => [customerId(partner.ref), toCustomer(partner)]));
}

async function searchCustomers(api: OdooApi, search: CustomerSearch, call: Call): Promise<Page<CustomerRecord>> {
  const position = search.after === undefined ? undefined : positionOf(search.after);
  if (search.after !== undefined && position === undefined) return { items: [], hasNextPage: false };
  const domain: Domain = [...domainOf(search), ...(position === undefined ? [] : [["id", ">", position.id] as const])];
  const found = await api.find({ model, domain, specification: customerFields, order: "id", limit: search.first + 1 }, customerShape, call);
  const items = found.records
    .slice(0, search.first)
    .map((partner) => ({ item: toCustomer(partner), cursor: cursorOf({ id: partner.id, value: "" }) }));
  return { items, hasNextPage: found.records.length > search.first, ...(search.after === undefined && { totalCount: found.length }) };
}

/** Suppliers have references too; a partner that only supplies is no customer. */
function domainOf({ text, email, group }: CustomerSearch): Domain {
  const words = text?.trim() ?? "";
  return [
    ["ref", "!=", false],
    "|",
    ["customer_rank", ">", 0],
    ["supplier_rank", "=", 0],
    ...(words === ""
      ? []
      : [
          "|" as const,
          "|" as const,
          ["name", "ilike", words] as const,
          ["email", "ilike", words] as const,
          ["parent_id.name", "ilike", words] as const,
        ]),
    ...(email === undefined ? [] : [["email_normalized", "=", email.trim().toLowerCase()] as const]),
    ...(group === undefined ? [] : [["category_id.name", "=", group] as const]),
  ];
}
