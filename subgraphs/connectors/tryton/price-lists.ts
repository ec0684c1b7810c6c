import { z } from "zod";
import { type CustomerId, type PriceList, priceListId, type PriceViewer } from "#model";
import { type Call, type ConnectorContext, SystemRefused } from "#sdk";
import type { TrytonApi } from "./client.js";
import type { TrytonSettings } from "./settings.js";
import { recordId } from "./values.js";

const listsKeptMs = 60_000;

/** Id of what Tryton sells at when no list holds: the products' own list prices. */
export const listPrices = priceListId("list-prices");

const configurationRow = z.object({ sale_price_list: recordId.nullable() });
const nameRow = z.object({ id: recordId, name: z.string() });
const partyRow = z.object({
  "sale_price_lists.": z.array(z.object({ sale_price_list: recordId.nullable(), company: recordId.nullable() })),
});

/** Which list holds for whom. */
export interface PriceLists {
  readonly listFor: (viewer: PriceViewer, call: Call) => Promise<PriceList>;
}

interface Known {
  readonly names: ReadonlyMap<number, string>;
  /** The default of the sale configuration, or what the settings say instead. */
  readonly publicList: number | undefined;
  readonly groupLists: ReadonlyMap<string, number>;
}

type Context = Pick<ConnectorContext<TrytonSettings>, "settings" | "remember" | "system">;

/**
 * Finds the list of a viewer: the party's own, else their group's, else the public one.
 *
 * Throws `SystemRefused` when the settings name a list that Tryton does not have: nobody shall buy at a wrong price for a slip of the pen.
 */
export function trytonPriceLists(api: TrytonApi, context: Context): PriceLists {
  const known = context.remember({ name: "price lists", ttlMs: listsKeptMs, load: (_key: "all", call) => readLists(api, context, call) });
  return {
    listFor: async (viewer, call) => {
      const [lists, own, { currency }] = await Promise.all([
        known.get("all", call),
        ownList(api, viewer.customer, call),
        api.company(call),
      ]);
      const id = (own === lists.publicList ? undefined : own) ?? groupList(lists, viewer.groups) ?? lists.publicList;
      if (id === undefined) return { id: listPrices, name: "List prices", currency };
      return { id: priceListId(String(id)), name: lists.names.get(id) ?? String(id), currency };
    },
  };
}

async function readLists(api: TrytonApi, { settings, system }: Context, call: Call): Promise<Known> {
  const { id: company } = await api.company(call);
  const lists = { model: "product.price_list", domain: [["company", "=", company]], fields: ["name"], row: nameRow };
  const configuration = { model: "sale.configuration", domain: [], fields: ["sale_price_list"], row: configurationRow };
  const [rows, [defaults]] = await Promise.all([api.records(lists, call), api.records(configuration, call)]);
  const named = (name: string, setting: string): number => {
    const row = rows.find((one) => one.name === name);
    if (row !== undefined) return row.id;
    throw new SystemRefused({ system, operation: "price lists", reason: `no price list is called "${name}"; correct ${setting}` });
  };
  const { publicPriceList, groupPriceLists } = settings;
  return {
    names: new Map(rows.map(({ id, name }) => [id, name] as const)),
    publicList: publicPriceList === undefined ? (defaults?.sale_price_list ?? undefined) : named(publicPriceList, "publicPriceList"),
    groupLists: new Map(Object.entries(groupPriceLists).map(([group, name]) => [group, named(name, `groupPriceLists.${group}`)] as const)),
  };
}

// A party form takes the public list over as the party's own when it is saved: that is not a list of their own.
async function ownList(api: TrytonApi, customer: CustomerId | undefined, call: Call): Promise<number | undefined> {
  if (customer === undefined) return undefined;
  const { id: company } = await api.company(call);
  const fields = ["sale_price_lists.sale_price_list", "sale_price_lists.company"];
  const [party] = await api.records({ model: "party.party", domain: [["code", "=", customer]], fields, row: partyRow }, call);
  const values = party?.["sale_price_lists."].filter((one) => one.company === company) ?? [];
  return values[0]?.sale_price_list ?? undefined;
}

function groupList({ groupLists }: Known, groups: readonly string[]): number | undefined {
  return groups.map((group) => groupLists.get(group)).find((one) => one !== undefined);
}
