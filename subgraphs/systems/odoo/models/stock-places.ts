import { browse } from "../orm/environment.js";
import { boolean, char, integer, many2one, one2many, selection } from "../orm/field.js";
import { defineModel } from "../orm/model.js";
import { numberIn, textIn, type OdooRecord } from "../orm/record.js";
import type { Environment, Model } from "../orm/schema.js";
import { companyField } from "./base.js";

const location = defineModel({
  name: "stock.location",
  description: "Inventory Locations",
  order: "complete_name, id",
  parentField: "location_id",
  displayName: locationPath,
  searchedByName: ["complete_name", "barcode"],
  fields: {
    name: char("Location Name", { required: true }),
    complete_name: char("Full Location Name", {
      readonly: true,
      store: true,
      isSearchable: true,
      compute: (records, env) => records.map((record) => locationPath(record, env)),
    }),
    active: boolean("Active", { default: true }),
    usage: selection(
      "Location Type",
      [
        ["supplier", "Vendor Location"],
        ["view", "View"],
        ["internal", "Internal Location"],
        ["customer", "Customer Location"],
        ["inventory", "Inventory Loss"],
        ["production", "Production"],
        ["transit", "Transit Location"],
      ],
      { required: true, default: "internal" },
    ),
    location_id: many2one("Parent Location", "stock.location"),
    child_ids: one2many("Contains", { model: "stock.location", inverseField: "location_id" }),
    company_id: many2one("Company", "res.company"),
    barcode: char("Barcode"),
    scrap_location: boolean("Is a Scrap Location?"),
    warehouse_id: many2one("Warehouse", "stock.warehouse", {
      readonly: true,
      store: true,
      isSearchable: true,
      compute: (records, env) => records.map((record) => warehouseOf(record, env)),
    }),
  },
});

/** `WH/Stock`: the top of the tree, which is a view without a warehouse, is left out. */
function locationPath(record: OdooRecord, env: Environment): string {
  const parent = browse(env, "stock.location", record["location_id"]);
  const isShown = parent !== undefined && record["usage"] !== "view" && textIn(parent["name"]) !== "";
  return isShown ? `${locationPath(parent, env)}/${textIn(record["name"])}` : textIn(record["name"]);
}

/** The warehouse whose view the location stands under. */
function warehouseOf(record: OdooRecord, env: Environment): number | false {
  const own = env.store.collection<OdooRecord>("stock.warehouse").find((warehouse) => warehouse["view_location_id"] === record.id);
  if (own !== undefined) return own.id;
  const parent = browse(env, "stock.location", record["location_id"]);
  return parent === undefined ? false : warehouseOf(parent, env);
}

const warehouse = defineModel({
  name: "stock.warehouse",
  description: "Warehouse",
  order: "sequence,id",
  fields: {
    name: char("Warehouse", { required: true }),
    active: boolean("Active", { default: true }),
    company_id: companyField,
    partner_id: many2one("Address", "res.partner"),
    view_location_id: many2one("View Location", "stock.location", { required: true }),
    lot_stock_id: many2one("Location Stock", "stock.location", { required: true }),
    code: char("Short Name", { required: true }),
    in_type_id: many2one("In Type", "stock.picking.type"),
    out_type_id: many2one("Out Type", "stock.picking.type"),
    int_type_id: many2one("Internal Type", "stock.picking.type"),
    sequence: integer("Sequence", { default: 10 }),
  },
});

const pickingType = defineModel({
  name: "stock.picking.type",
  description: "Picking Type",
  order: "is_favorite desc, sequence, id",
  displayName: (record, env) => {
    const owner = browse(env, "stock.warehouse", record["warehouse_id"]);
    return owner === undefined ? textIn(record["name"]) : `${textIn(owner["name"])}: ${textIn(record["name"])}`;
  },
  fields: {
    name: char("Operation Type", { required: true }),
    sequence: integer("Sequence"),
    code: selection(
      "Type of Operation",
      [
        ["incoming", "Receipt"],
        ["outgoing", "Delivery"],
        ["internal", "Internal Transfer"],
        ["mrp_operation", "Manufacturing"],
      ],
      { required: true, default: "incoming" },
    ),
    sequence_code: char("Sequence Prefix", { required: true }),
    default_location_src_id: many2one("Source Location", "stock.location", { required: true }),
    default_location_dest_id: many2one("Destination Location", "stock.location", { required: true }),
    return_picking_type_id: many2one("Operation Type for Returns", "stock.picking.type"),
    warehouse_id: many2one("Warehouse", "stock.warehouse"),
    active: boolean("Active", { default: true }),
    is_favorite: boolean("Show Operation in Overview"),
    company_id: companyField,
    create_backorder: selection(
      "Create Backorder",
      [
        ["ask", "Ask"],
        ["always", "Always"],
        ["never", "Never"],
      ],
      { required: true, default: "ask" },
    ),
  },
});

/** The warehouse that a location belongs to, as a record. */
export function warehouseOfLocation(env: Environment, locationId: number): OdooRecord | undefined {
  const found = browse(env, "stock.location", locationId);
  return found && browse(env, "stock.warehouse", numberIn(warehouseOf(found, env)));
}

/** Where goods stand and how they move between places. */
export const stockPlaceModels: readonly Model[] = [location, warehouse, pickingType];
