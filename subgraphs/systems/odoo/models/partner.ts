import { allRecords, browse } from "../orm/environment.js";
import { boolean, char, html, integer, many2many, many2one, one2many, selection } from "../orm/field.js";
import { defineModel } from "../orm/model.js";
import { validationError } from "../orm/odoo-error.js";
import { textIn, type FieldValue, type OdooRecord } from "../orm/record.js";
import type { Environment, Model } from "../orm/schema.js";

const languages = [
  ["en_US", "English (US)"],
  ["en_GB", "English (UK)"],
  ["fr_FR", "French / Français"],
] as const;

const timezones = Intl.supportedValuesOf("timeZone").map((zone) => [zone, zone] as const);

const partner = defineModel({
  name: "res.partner",
  description: "Contact",
  order: "complete_name ASC, id DESC",
  parentField: "parent_id",
  displayName: completeName,
  searchedByName: ["complete_name", "email", "ref", "vat", "company_registry"],
  fields: {
    name: char("Name"),
    complete_name: char("Complete Name", { readonly: true, store: true }),
    parent_id: many2one("Related Company", "res.partner"),
    child_ids: one2many("Contact", { model: "res.partner", inverseField: "parent_id" }),
    ref: char("Reference"),
    lang: selection("Language", languages, { default: "en_GB" }),
    tz: selection("Timezone", timezones),
    user_id: many2one("Salesperson", "res.users"),
    vat: char("Tax ID"),
    company_registry: char("Company ID"),
    website: char("Website Link"),
    comment: html("Notes"),
    category_id: many2many("Tags", "res.partner.category"),
    active: boolean("Active", { default: true }),
    function: char("Job Position"),
    type: selection(
      "Address Type",
      [
        ["contact", "Contact"],
        ["invoice", "Invoice Address"],
        ["delivery", "Delivery Address"],
        ["other", "Other Address"],
      ],
      { default: "contact" },
    ),
    street: char("Street"),
    street2: char("Street2"),
    zip: char("Zip"),
    city: char("City"),
    state_id: many2one("State", "res.country.state"),
    country_id: many2one("Country", "res.country"),
    country_code: char("Country Code", { related: "country_id.code", readonly: true }),
    email: char("Email"),
    email_normalized: char("Normalized Email", { readonly: true, store: true }),
    phone: char("Phone"),
    mobile: char("Mobile"),
    is_company: boolean("Is a Company"),
    is_blacklisted: boolean("Blacklist", { readonly: true, compute: (records) => records.map(() => false), isSearchable: true }),
    company_type: selection(
      "Company Type",
      [
        ["person", "Individual"],
        ["company", "Company"],
      ],
      {
        compute: (records) => records.map((record) => (record["is_company"] === true ? "company" : "person")),
      },
    ),
    company_id: many2one("Company", "res.company"),
    company_name: char("Company Name"),
    commercial_partner_id: many2one("Commercial Entity", "res.partner", {
      readonly: true,
      store: true,
      isSearchable: true,
      compute: (records, env) => records.map((record) => commercialPartner(record, env)),
    }),
    commercial_company_name: char("Company Name Entity", { readonly: true }),
    barcode: char("Barcode"),
    property_product_pricelist: many2one("Pricelist", "product.pricelist", {
      store: false,
      isSearchable: false,
      compute: pricelists,
    }),
    specific_property_product_pricelist: many2one("Specific Property Product Pricelist", "product.pricelist"),
    supplier_rank: integer("Supplier Rank"),
    customer_rank: integer("Customer Rank"),
    message_ids: one2many(
      "Messages",
      { model: "mail.message", inverseField: "res_id" },
      { store: true, isSearchable: true, compute: messageIds },
    ),
    sale_order_ids: one2many("Sales Order", { model: "sale.order", inverseField: "partner_id" }),
  },
  prepare: (values) => {
    if (textIn(values["name"]) === "" && (values["type"] ?? "contact") === "contact") throw validationError("Contacts require a name");
    return values;
  },
  afterCreate: rename,
  afterWrite: (record, _changed, env) => {
    rename(record, env);
    for (const child of allRecords(env, "res.partner")) if (child["parent_id"] === record.id) rename(child, env);
  },
});

/** Keeps the stored, computed name and e-mail in step; the stamp does not move twice. */
function rename(record: OdooRecord, env: Environment): void {
  const computed = { complete_name: completeName(record, env), email_normalized: textIn(record["email"]).trim().toLowerCase() || false };
  env.store.collection<OdooRecord>("res.partner").put(record.id, { ...record, ...computed });
}

function completeName(record: OdooRecord, env: Environment): string {
  const name = textIn(record["name"]);
  const parent = record["is_company"] === true ? undefined : browse(env, "res.partner", record["parent_id"]);
  if (parent === undefined) return name;
  const kinds: Readonly<Record<string, string>> = { invoice: "Invoice Address", delivery: "Delivery Address", other: "Other Address" };
  return `${textIn(parent["name"])}, ${name || (kinds[textIn(record["type"])] ?? "")}`;
}

function commercialPartner(record: OdooRecord, env: Environment): number {
  const parent = record["is_company"] === true ? undefined : browse(env, "res.partner", record["parent_id"]);
  return parent === undefined ? record.id : commercialPartner(parent, env);
}

/** The partner's own list (of its commercial entity), else the first active one. */
function pricelists(records: readonly OdooRecord[], env: Environment): FieldValue[] {
  const active = allRecords(env, "product.pricelist").filter((list) => list["active"] !== false);
  const bySequence = active.sort((left, right) => Number(left["sequence"]) - Number(right["sequence"]) || right.id - left.id);
  const fallback = bySequence[0]?.id ?? false;
  return records.map((record) => {
    const owner = browse(env, "res.partner", commercialPartner(record, env)) ?? record;
    const own = browse(env, "product.pricelist", owner["specific_property_product_pricelist"]);
    return own !== undefined && own["active"] !== false ? own.id : fallback;
  });
}

/** A message names its document by model and id, which is no link that a one2many could follow by itself. */
function messageIds(records: readonly OdooRecord[], env: Environment): FieldValue[] {
  const idsByPartner = new Map<FieldValue, number[]>(records.map(({ id }) => [id, []]));
  for (const message of allRecords(env, "mail.message")) {
    if (message["model"] === "res.partner") idsByPartner.get(message["res_id"] ?? false)?.unshift(message.id);
  }
  return records.map(({ id }) => idsByPartner.get(id) ?? []);
}

/** Contacts, customers and suppliers. */
export const partnerModels: readonly Model[] = [partner];
