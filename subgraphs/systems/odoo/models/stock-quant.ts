import { allRecords, browse } from "../orm/environment.js";
import { boolean, date, datetime, float, many2one } from "../orm/field.js";
import { defineModel } from "../orm/model.js";
import { userError, validationError } from "../orm/odoo-error.js";
import { patchRecord } from "../orm/patch.js";
import { numberIn, odooDatetime, rounded, textIn, type OdooRecord, type Values } from "../orm/record.js";
import type { Environment, Model, ModelMethod } from "../orm/schema.js";
import { recordAdjustment } from "../flows/record-adjustment.js";
import { companyId } from "./base.js";

const quant = defineModel({
  name: "stock.quant",
  description: "Quants",
  displayName: (record, env) => textIn(browse(env, "product.product", record["product_id"])?.["default_code"]),
  fields: {
    product_id: many2one("Product", "product.product", { required: true }),
    product_tmpl_id: many2one("Product Template", "product.template", { related: "product_id.product_tmpl_id", readonly: true }),
    product_uom_id: many2one("Unit of Measure", "uom.uom", { related: "product_id.uom_id", readonly: true }),
    product_categ_id: many2one("Product Category", "product.category", { related: "product_tmpl_id.categ_id", readonly: true }),
    company_id: many2one("Company", "res.company", { readonly: true, default: companyId }),
    location_id: many2one("Location", "stock.location", { required: true }),
    warehouse_id: many2one("Warehouse", "stock.warehouse", { related: "location_id.warehouse_id", readonly: true }),
    quantity: float("Quantity", { readonly: true }),
    reserved_quantity: float("Reserved Quantity", { required: true, readonly: true }),
    available_quantity: float("Available Quantity", {
      readonly: true,
      compute: (records) => records.map((record) => rounded(numberIn(record["quantity"]) - numberIn(record["reserved_quantity"]))),
    }),
    in_date: datetime("Incoming Date", { required: true, readonly: true, default: (env) => odooDatetime(env.now()) }),
    inventory_quantity: float("Counted Quantity"),
    inventory_quantity_auto_apply: float("Inventoried Quantity", {
      compute: (records) => records.map((record) => numberIn(record["quantity"])),
    }),
    inventory_diff_quantity: float("Difference", { readonly: true }),
    inventory_date: date("Scheduled Date"),
    inventory_quantity_set: boolean("Inventory Quantity Set"),
  },
  prepare: mergeKnown,
  check: refuseService,
  afterCreate: countNew,
  afterWrite: noteCount,
  beforeUnlink: () => {
    throw userError("Quants are auto-deleted when appropriate. If you must manually delete them, please ask a stock manager to do it.");
  },
  methods: {
    action_apply_inventory: { run: applyInventory },
    action_clear_inventory_quantity: { run: clearInventory },
    action_set_inventory_quantity: { run: countAsRecorded },
  },
});

function mergeKnown(values: Values, env: Environment): Values {
  const known = allRecords(env, "stock.quant").find(
    (one) => one["product_id"] === values["product_id"] && one["location_id"] === values["location_id"],
  );
  if (known !== undefined && numberIn(values["inventory_quantity"]) === 0) {
    throw validationError(`The quant of this product in this location exists already; change quant ${known.id}.`);
  }
  return values;
}

function refuseService(record: OdooRecord, env: Environment): void {
  const product = browse(env, "product.product", record["product_id"]);
  const template = browse(env, "product.template", product?.["product_tmpl_id"]);
  if (template?.["is_storable"] !== true) throw validationError("Quants cannot be created for consumables or services.");
}

function countNew(record: OdooRecord, env: Environment): void {
  if (numberIn(record["inventory_quantity"]) !== 0) noteCount(record, { inventory_quantity: numberIn(record["inventory_quantity"]) }, env);
}

function noteCount(record: OdooRecord, changed: Values, env: Environment): void {
  if (!("inventory_quantity" in changed)) return;
  const difference = rounded(numberIn(record["inventory_quantity"]) - numberIn(record["quantity"]));
  patchRecord(env, "stock.quant", { id: record.id, values: { inventory_quantity_set: true, inventory_diff_quantity: difference } });
}

function applyInventory(...[ids, env]: Parameters<ModelMethod>): undefined {
  for (const id of ids) {
    const before = browse(env, "stock.quant", id);
    if (before?.["inventory_quantity_set"] !== true) continue;
    recordAdjustment(env, before);
    const values = {
      quantity: numberIn(before["inventory_quantity"]),
      inventory_quantity: 0,
      inventory_diff_quantity: 0,
      inventory_quantity_set: false,
    };
    patchRecord(env, "stock.quant", { id, values });
  }
}

function clearInventory(...[ids, env]: Parameters<ModelMethod>): undefined {
  for (const id of ids)
    patchRecord(env, "stock.quant", { id, values: { inventory_quantity: 0, inventory_diff_quantity: 0, inventory_quantity_set: false } });
}

function countAsRecorded(...[ids, env]: Parameters<ModelMethod>): undefined {
  for (const id of ids) {
    const quantity = numberIn(browse(env, "stock.quant", id)?.["quantity"]);
    patchRecord(env, "stock.quant", {
      id,
      values: { inventory_quantity: quantity, inventory_diff_quantity: 0, inventory_quantity_set: true },
    });
  }
}

/** How much of each product stands in each place. */
export const stockQuantModels: readonly Model[] = [quant];
