import { allRecords, modelOf } from "../orm/environment.js";
import { numberIn, rounded, type FieldValue, type OdooRecord } from "../orm/record.js";
import type { Compute, Environment } from "../orm/schema.js";
import { ancestors } from "../orm/search.js";

/** Quantities of one product in the asked-for places. */
export interface Quantities {
  readonly onHand: number;
  readonly reserved: number;
  readonly incoming: number;
  readonly outgoing: number;
}

const openStates: ReadonlySet<FieldValue> = new Set(["waiting", "confirmed", "assigned", "partially_available"]);
const nothing: Quantities = { onHand: 0, reserved: 0, incoming: 0, outgoing: 0 };

/** `qty_available`, `free_qty` and their like as a computed field; the context's `location` or `warehouse_id` narrows the places. */
export function quantityField(show: (quantities: Quantities) => number): Compute {
  return (records, env) => {
    const byProduct = quantitiesOf(env, new Set(records.map(({ id }) => id)));
    return records.map(({ id }) => rounded(show(byProduct.get(id) ?? nothing)));
  };
}

function quantitiesOf(env: Environment, products: ReadonlySet<number>): Map<number, Quantities> {
  const places = placesIn(env);
  const totals = new Map<number, Quantities>();
  const add = (product: FieldValue | undefined, change: Partial<Quantities>): void => {
    if (typeof product !== "number" || !products.has(product)) return;
    const before = totals.get(product) ?? nothing;
    totals.set(product, {
      onHand: before.onHand + (change.onHand ?? 0),
      reserved: before.reserved + (change.reserved ?? 0),
      incoming: before.incoming + (change.incoming ?? 0),
      outgoing: before.outgoing + (change.outgoing ?? 0),
    });
  };
  for (const quant of allRecords(env, "stock.quant")) {
    if (places.has(quant["location_id"]))
      add(quant["product_id"], { onHand: numberIn(quant["quantity"]), reserved: numberIn(quant["reserved_quantity"]) });
  }
  for (const move of allRecords(env, "stock.move")) addMove(move, { env, places, add });
  return totals;
}

interface MoveSum {
  readonly env: Environment;
  readonly places: ReadonlySet<FieldValue | undefined>;
  readonly add: (product: FieldValue | undefined, change: Partial<Quantities>) => void;
}

function addMove(move: OdooRecord, { env, places, add }: MoveSum): void {
  const until = env.context["to_date"];
  if (!openStates.has(move["state"] ?? false)) return;
  if (typeof until === "string" && String(move["date"]) > until) return;
  const arrives = places.has(move["location_dest_id"]);
  if (arrives === places.has(move["location_id"])) return;
  const quantity = numberIn(move["product_uom_qty"]);
  add(move["product_id"], arrives ? { incoming: quantity } : { outgoing: quantity });
}

function placesIn(env: Environment): ReadonlySet<FieldValue | undefined> {
  const location = modelOf(env, "stock.location");
  const roots = new Set(rootLocations(env));
  const places = allRecords(env, "stock.location").filter(({ id }) => ancestors(env, location, id).some((one) => roots.has(one)));
  return new Set(places.map(({ id }) => id));
}

function rootLocations(env: Environment): number[] {
  const asked = env.context["location"];
  if (asked !== undefined && asked !== false && asked !== null) return matching(env, "stock.location", asked).map(({ id }) => id);
  const warehouse = env.context["warehouse_id"] ?? env.context["warehouse"];
  const warehouses =
    warehouse === undefined || warehouse === false ? allRecords(env, "stock.warehouse") : matching(env, "stock.warehouse", warehouse);
  return warehouses.map((one) => numberIn(one["view_location_id"]));
}

function matching(env: Environment, model: string, asked: unknown): OdooRecord[] {
  const wanted: unknown[] = Array.isArray(asked) ? asked : [asked];
  return allRecords(env, model).filter((record) =>
    wanted.some((one) => one === record.id || (typeof one === "string" && one === record["name"])),
  );
}
