import { customerId, type CustomerId, type CustomerRecord, type Page } from "#model";
import type { Call, ConnectorContext, CustomerSearch, CustomersPort, Remembered } from "#sdk";
import { longestSearchPage, type HubspotApi } from "./client.js";
import { contactShape, type ContactShape } from "./contact-shape.js";
import { toCustomer } from "./mapping.js";
import { positionAfter, positionOf, type SearchPosition } from "./search-cursor.js";
import type { HubspotSettings } from "./settings.js";
import type { HubspotLink, HubspotRecord, SearchFilter } from "./wire.js";

/** How long the account's property definitions are remembered; a new preference or group name shows after that. */
const shapeTtlMs = 10 * 60_000;

/** HubSpot's own type of the link between a contact and its primary company. */
const primaryCompanyType = 1;

interface Deps {
  readonly api: HubspotApi;
  readonly settings: HubspotSettings;
  readonly shapes: Remembered<string, ContactShape>;
}

/** Contacts that have a customer number, with the companies that they belong to. */
export function hubspotCustomers(api: HubspotApi, { settings, remember }: ConnectorContext<HubspotSettings>): CustomersPort {
  const shapes = remember({
    name: "contact properties",
    ttlMs: shapeTtlMs,
    load: async (_account: string, call) => contactShape(await api.properties("contacts", call), settings),
  });
  const deps = { api, settings, shapes };
  return {
    customers: (ids, call) => readCustomers(deps, ids, call),
    search: (search, call) => searchCustomers(deps, search, call),
  };
}

async function readCustomers(deps: Deps, ids: readonly CustomerId[], call: Call): Promise<ReadonlyMap<CustomerId, CustomerRecord>> {
  if (ids.length === 0) return new Map();
  const shape = await deps.shapes.get("account", call);
  const query = { ids, idProperty: deps.settings.customerNumberProperty, properties: shape.properties };
  const contacts = await deps.api.records("contacts", query, call);
  const customers = await withCompanies(deps, { contacts, shape }, call);
  return new Map(customers.flatMap(({ customer }) => (customer === undefined ? [] : [[customer.id, customer] as const])));
}

async function searchCustomers(deps: Deps, search: CustomerSearch, call: Call): Promise<Page<CustomerRecord>> {
  const position = positionOf(search.after);
  if (position === undefined) return { items: [], hasNextPage: false };
  const shape = await deps.shapes.get("account", call);
  const limit = Math.min(search.first, longestSearchPage);
  const text = search.text?.trim();
  const query = { filters: filtersOf(search, position, deps.settings), sort: "hs_object_id", properties: shape.properties, limit };
  const found = await deps.api.search("contacts", { ...query, ...(text !== "" && { text }) }, call);
  const customers = await withCompanies(deps, { contacts: found.results, shape }, call);
  const items = customers.flatMap(({ customer, contact }, place) =>
    customer === undefined ? [] : [{ item: customer, cursor: positionAfter({ id: contact.id, before: position.before + place + 1 }) }],
  );
  return { items, hasNextPage: found.total > found.results.length, totalCount: position.before + found.total };
}

/**
 * Pages are cut by record id, not by HubSpot's own paging, which ends at 10,000 records and slips when records come and go.
 * Source: https://developers.hubspot.com/docs/api-reference/search/guide, "Limitations".
 */
function filtersOf({ email, group }: CustomerSearch, { id }: SearchPosition, settings: HubspotSettings): SearchFilter[] {
  return [
    { propertyName: settings.customerNumberProperty, operator: "HAS_PROPERTY" },
    ...(id === undefined ? [] : [{ propertyName: "hs_object_id", operator: "GT", value: id } as const]),
    ...(email === undefined ? [] : [{ propertyName: "email", operator: "EQ", value: email.trim().toLowerCase() } as const]),
    ...(group === undefined ? [] : [{ propertyName: settings.groupProperty, operator: "EQ", value: group } as const]),
  ];
}

interface Contacts {
  readonly contacts: readonly HubspotRecord[];
  readonly shape: ContactShape;
}

interface ReadContact {
  readonly contact: HubspotRecord;
  readonly customer: CustomerRecord | undefined;
}

async function withCompanies({ api, settings }: Deps, { contacts, shape }: Contacts, call: Call): Promise<readonly ReadContact[]> {
  if (contacts.length === 0) return [];
  const links = await api.links(
    { from: "contacts", to: "companies" },
    contacts.map(({ id }) => id),
    call,
  );
  const companyIds = new Map(
    [...links].flatMap(([contact, companies]) => (primaryOf(companies) === undefined ? [] : [[contact, primaryOf(companies)] as const])),
  );
  const ids = [...companyIds.values()].filter((id) => id !== undefined);
  const companies = await api.records("companies", { ids, properties: ["name", "domain", settings.vatNumberProperty] }, call);
  const byId = new Map(companies.map((company) => [company.id, company]));
  return contacts.map((contact) => ({
    contact,
    customer: toCustomer(contact, { settings, shape, company: byId.get(companyIds.get(contact.id) ?? "") }),
  }));
}

function primaryOf(companies: readonly HubspotLink[]): string | undefined {
  const primary = companies.find(({ associationTypes }) => associationTypes.some(({ typeId }) => typeId === primaryCompanyType));
  return (primary ?? companies[0])?.toObjectId;
}

/** HubSpot's record ids of customers, by customer number; those that HubSpot does not know are absent. */
export async function contactIdsOf(
  api: HubspotApi,
  asked: { readonly ids: readonly CustomerId[]; readonly settings: HubspotSettings },
  call: Call,
): Promise<ReadonlyMap<CustomerId, string>> {
  const { customerNumberProperty } = asked.settings;
  const query = { ids: asked.ids, idProperty: customerNumberProperty, properties: [customerNumberProperty] };
  const contacts = await api.records("contacts", query, call);
  return new Map(
    contacts.flatMap(({ id, properties }) => {
      const number = properties[customerNumberProperty];
      return number ? [[customerId(number), id] as const] : [];
    }),
  );
}
