import type { Merchant, MerchantLocation } from "../../merchant/merchant.js";
import type { OdooRecord } from "../orm/record.js";
import type { Login } from "../rpc/services.js";
import type { Planter } from "./planter.js";

/** Ids of one warehouse and what belongs to it. */
export interface WarehouseIds {
  readonly warehouse: number;
  readonly stock: number;
  readonly incomingType: number;
  readonly outgoingType: number;
}

/** Ids that the rest of the seed refers to. */
export interface Basics {
  readonly currency: number;
  readonly company: number;
  /** By ISO 3166-1 code. */
  readonly countryOf: (code: string) => number;
  readonly units: Readonly<Record<"PIECE" | "METRE" | "KILOGRAM", number>>;
  /** By the merchant's location code. */
  readonly warehouses: ReadonlyMap<string, WarehouseIds>;
  readonly supplierLocation: number;
  readonly customerLocation: number;
  /** Tax ids by the merchant's code. */
  readonly taxes: ReadonlyMap<string, number>;
}

/** Company, users, languages, units, taxes and warehouses. */
export function seedBasics(merchant: Merchant, planter: Planter): Basics {
  const { plant } = planter;
  const currency = plant("res.currency", { name: merchant.currency, symbol: merchant.currency });
  for (const [name, code, iso_code] of [
    ["English (US)", "en_US", "en"],
    ["English (UK)", "en_GB", "en_GB"],
    ["French / Français", "fr_FR", "fr"],
  ] as const)
    plant("res.lang", { name, code, iso_code, active: true });
  const countries = new Map<string, number>();
  const countryOf = (code: string): number => {
    const id =
      countries.get(code) ?? plant("res.country", { code, name: new Intl.DisplayNames("en", { type: "region" }).of(code) ?? code });
    countries.set(code, id);
    return id;
  };
  const companyPartner = plant("res.partner", { name: merchant.name, complete_name: merchant.name, is_company: true });
  const company = plant("res.company", { name: merchant.name, partner_id: companyPartner, currency_id: currency });
  seedUsers(planter);
  return {
    currency,
    company,
    countryOf,
    units: seedUnits(planter),
    taxes: new Map(
      merchant.taxes.map(({ code, name, rate }, index) => [
        code,
        plant("account.tax", { name, description: code, amount: Number(rate), sequence: index + 1 }),
      ]),
    ),
    ...seedPlaces(merchant.locations, { countryOf }, planter),
  };
}

function seedUsers({ plant, env }: Planter): void {
  const people = [
    ["__system__", "System", ""],
    ["admin", "Administrator", "admin"],
  ] as const;
  const logins = env.store.collection<Login>("_logins");
  for (const [login, name, password] of people) {
    const partner = plant("res.partner", { name, complete_name: name, active: login === "admin" });
    const id = plant("res.users", { login, partner_id: partner, active: login === "admin" });
    if (password !== "") logins.put(id, { id, login, password });
  }
}

function seedUnits({ plant }: Planter): Basics["units"] {
  const unit = plant("uom.category", { name: "Unit" });
  const length = plant("uom.category", { name: "Length / Distance" });
  const weight = plant("uom.category", { name: "Weight" });
  return {
    PIECE: plant("uom.uom", { name: "Units", category_id: unit, rounding: 0.01 }),
    METRE: plant("uom.uom", { name: "m", category_id: length, rounding: 0.01 }),
    KILOGRAM: plant("uom.uom", { name: "kg", category_id: weight, rounding: 0.01 }),
  };
}

type Places = Pick<Basics, "warehouses" | "supplierLocation" | "customerLocation">;

function seedPlaces(locations: readonly MerchantLocation[], { countryOf }: Pick<Basics, "countryOf">, planter: Planter): Places {
  const { plant } = planter;
  const partners = plant("stock.location", { name: "Partners", usage: "view", location_id: false });
  const virtual = plant("stock.location", { name: "Virtual Locations", usage: "view", location_id: false });
  const supplierLocation = plant("stock.location", { name: "Vendors", usage: "supplier", location_id: partners });
  const customerLocation = plant("stock.location", { name: "Customers", usage: "customer", location_id: partners });
  plant("stock.location", { name: "Inventory adjustment", usage: "inventory", location_id: virtual });
  const seed = (location: MerchantLocation, sequence: number): WarehouseIds =>
    seedWarehouse(location, { sequence, supplierLocation, customerLocation, country: countryOf(location.country) }, planter);
  return {
    supplierLocation,
    customerLocation,
    warehouses: new Map(locations.map((location, index) => [location.code, seed(location, index + 1)])),
  };
}

interface Surroundings {
  readonly sequence: number;
  readonly supplierLocation: number;
  readonly customerLocation: number;
  readonly country: number;
}

function seedWarehouse({ code, name, city }: MerchantLocation, around: Surroundings, { plant, env }: Planter): WarehouseIds {
  const address = plant("res.partner", { name, complete_name: name, city, country_id: around.country, is_company: true });
  const view = plant("stock.location", { name: code, usage: "view", location_id: false });
  const stock = plant("stock.location", { name: "Stock", usage: "internal", location_id: view });
  const warehouse = plant("stock.warehouse", {
    name,
    code,
    partner_id: address,
    view_location_id: view,
    lot_stock_id: stock,
    sequence: around.sequence,
  });
  const incomingType = plant("stock.picking.type", {
    name: "Receipts",
    code: "incoming",
    sequence_code: "IN",
    warehouse_id: warehouse,
    default_location_src_id: around.supplierLocation,
    default_location_dest_id: stock,
  });
  const outgoingType = plant("stock.picking.type", {
    name: "Delivery Orders",
    code: "outgoing",
    sequence_code: "OUT",
    warehouse_id: warehouse,
    default_location_src_id: stock,
    default_location_dest_id: around.customerLocation,
  });
  const warehouses = env.store.collection<OdooRecord>("stock.warehouse");
  const created = warehouses.get(warehouse);
  if (created !== undefined) warehouses.put(warehouse, { ...created, in_type_id: incomingType, out_type_id: outgoingType });
  return { warehouse, stock, incomingType, outgoingType };
}
