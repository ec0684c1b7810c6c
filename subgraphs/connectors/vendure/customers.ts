import type { CustomerRecord, Page } from "#model";
import { type Call, type CustomerSearch, type CustomersPort, SystemRefused } from "#sdk";
import { toCustomer } from "./mapping/customers.js";
import { skipOf, toPage, type VendureList } from "./offset-page.js";
import { customersOperation, groupMembersOperation, type VendureCustomer } from "./operations/customers.js";
import type { Shop } from "./shop.js";

/** Vendure's customers. */
export function vendureCustomers(shop: Shop): CustomersPort {
  const operation = customersOperation(shop.number);
  return {
    customers: (ids, call) =>
      shop.batches(ids, async (batch, take) => {
        const options = { filter: shop.number.filter(batch), take };
        const found = await shop.api.read(operation, { options }, call);
        const customers = found.customers.items.flatMap((customer) => toCustomer(customer, shop.number) ?? []);
        return new Map(customers.map((customer) => [customer.id, customer]));
      }),
    search: async (search, call): Promise<Page<CustomerRecord>> => {
      const skip = skipOf(search);
      if (skip === undefined)
        throw new SystemRefused({ system: shop.system, operation: "Customers", reason: "the cursor is not one of its own" });
      const list = await listCustomers(shop, { search, skip }, call);
      return toPage(list, skip, (customer) => toCustomer(customer, shop.number));
    },
  };
}

interface Asked {
  readonly search: CustomerSearch;
  readonly skip: number;
}

async function listCustomers(shop: Shop, { search, skip }: Asked, call: Call): Promise<VendureList<VendureCustomer>> {
  const options = {
    filter: { _and: conditionsOf(search, shop.number.known) },
    sort: { id: "ASC" },
    skip,
    take: Math.min(search.first, shop.settings.listLimit),
  };
  if (search.group === undefined) return (await shop.api.read(customersOperation(shop.number), { options }, call)).customers;
  const { customerGroups } = await shop.api.read(groupMembersOperation(shop.number), { group: search.group, options }, call);
  return customerGroups.items[0]?.customers ?? { totalItems: 0, items: [] };
}

type Condition = Readonly<Record<string, unknown>>;

function conditionsOf({ text, email }: CustomerSearch, known: Condition): Condition[] {
  const has = { contains: text };
  return [
    known,
    ...(email === undefined ? [] : [{ emailAddress: { eq: email } }]),
    ...(text === undefined ? [] : [{ _or: [{ firstName: has }, { lastName: has }, { emailAddress: has }] }]),
  ].filter((condition) => Object.keys(condition).length > 0);
}
