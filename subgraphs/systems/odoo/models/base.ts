import { boolean, char, datetime, float, html, integer, many2many, many2one, selection } from "../orm/field.js";
import { defineModel } from "../orm/model.js";
import { textIn } from "../orm/record.js";
import type { Model } from "../orm/schema.js";

/** Id of the one company. */
export const companyId = 1;

/** Field that says which company a record belongs to. */
export const companyField = many2one("Company", "res.company", { required: true, readonly: true, default: companyId });

const company = defineModel({
  name: "res.company",
  description: "Companies",
  order: "name",
  fields: {
    name: char("Company Name", { required: true }),
    partner_id: many2one("Partner", "res.partner"),
    currency_id: many2one("Currency", "res.currency", { required: true }),
    country_id: many2one("Country", "res.country"),
    // Of the module stock_sms, which a standard installation has: it asks once whether to send text messages at a delivery.
    stock_move_sms_validation: boolean("SMS Confirmation"),
    has_received_warning_stock_sms: boolean("Has Received Warning Stock Sms"),
  },
});

const user = defineModel({
  name: "res.users",
  description: "User",
  order: "name, login",
  fields: {
    login: char("Login", { required: true }),
    name: char("Name", { related: "partner_id.name" }),
    partner_id: many2one("Related Partner", "res.partner", { required: true }),
    company_id: companyField,
    active: boolean("Active", { default: true }),
  },
});

const currency = defineModel({
  name: "res.currency",
  description: "Currency",
  order: "active desc, name",
  fields: {
    name: char("Currency", { required: true }),
    full_name: char("Name"),
    symbol: char("Symbol", { required: true }),
    rounding: float("Rounding Factor", { default: 0.01 }),
    decimal_places: integer("Decimal Places", { readonly: true, default: 2 }),
    rate: float("Current Rate", { readonly: true, default: 1 }),
    active: boolean("Active", { default: true }),
  },
});

const country = defineModel({
  name: "res.country",
  description: "Country",
  order: "name, id",
  fields: { name: char("Country Name", { required: true }), code: char("Country Code", { required: true }) },
});

const countryState = defineModel({
  name: "res.country.state",
  description: "Country state",
  order: "code, id",
  fields: {
    name: char("State Name", { required: true }),
    code: char("State Code", { required: true }),
    country_id: many2one("Country", "res.country", { required: true }),
  },
});

const language = defineModel({
  name: "res.lang",
  description: "Languages",
  order: "active desc,name",
  fields: {
    name: char("Name", { required: true }),
    code: char("Locale Code", { required: true }),
    iso_code: char("ISO code"),
    active: boolean("Active"),
  },
});

const unitCategory = defineModel({
  name: "uom.category",
  description: "Product UoM Categories",
  fields: { name: char("Unit of Measure Category", { required: true }) },
});

const unit = defineModel({
  name: "uom.uom",
  description: "Product Unit of Measure",
  order: "factor DESC, id",
  fields: {
    name: char("Unit of Measure", { required: true }),
    category_id: many2one("Category", "uom.category", { required: true }),
    factor: float("Ratio", { required: true, default: 1 }),
    factor_inv: float("Bigger Ratio", { readonly: true, default: 1 }),
    rounding: float("Rounding Precision", { required: true, default: 0.01 }),
    uom_type: selection(
      "Type",
      [
        ["bigger", "Bigger than the reference Unit of Measure"],
        ["reference", "Reference Unit of Measure for this category"],
        ["smaller", "Smaller than the reference Unit of Measure"],
      ],
      { required: true, default: "reference" },
    ),
    active: boolean("Active", { default: true }),
  },
});

const partnerTag = defineModel({
  name: "res.partner.category",
  description: "Partner Tags",
  order: "name, id",
  parentField: "parent_id",
  fields: {
    name: char("Name", { required: true }),
    color: integer("Color"),
    parent_id: many2one("Category", "res.partner.category"),
    active: boolean("Active", { default: true }),
    partner_ids: many2many("Partners", "res.partner"),
  },
});

const carrier = defineModel({
  name: "delivery.carrier",
  description: "Shipping Methods",
  order: "sequence, id",
  fields: {
    name: char("Delivery Method", { required: true }),
    active: boolean("Active", { default: true }),
    sequence: integer("Sequence", { default: 10 }),
    tracking_url: char("Tracking Link"),
  },
});

const source = defineModel({
  name: "utm.source",
  description: "UTM Source",
  order: "id",
  fields: { name: char("Source Name", { required: true }) },
});

const message = defineModel({
  name: "mail.message",
  description: "Message",
  order: "id desc",
  displayName: (record) => textIn(record["subject"]) || `mail.message,${record.id}`,
  fields: {
    subject: char("Subject"),
    date: datetime("Date"),
    body: html("Contents"),
    message_type: selection(
      "Type",
      [
        ["email", "Incoming Email"],
        ["comment", "Comment"],
        ["email_outgoing", "Outgoing Email"],
        ["notification", "System notification"],
        ["auto_comment", "Automated Targeted Notification"],
        ["user_notification", "User Specific Notification"],
      ],
      { required: true, default: "comment" },
    ),
    model: char("Related Document Model"),
    res_id: integer("Related Document ID"),
    author_id: many2one("Author", "res.partner"),
    mail_activity_type_id: many2one("Mail Activity Type", "mail.activity.type"),
    is_internal: boolean("Employee Only"),
  },
});

const activityType = defineModel({
  name: "mail.activity.type",
  description: "Activity Type",
  order: "sequence, id ASC",
  fields: {
    name: char("Name", { required: true }),
    sequence: integer("Sequence", { default: 10 }),
    category: selection(
      "Action",
      [
        ["default", "None"],
        ["upload_file", "Upload Document"],
        ["phonecall", "Phonecall"],
        ["meeting", "Meeting"],
      ],
      { default: "default" },
    ),
    active: boolean("Active", { default: true }),
  },
});

/** Models that belong to no single business area. */
export const baseModels: readonly Model[] = [
  company,
  user,
  currency,
  country,
  countryState,
  language,
  unitCategory,
  unit,
  partnerTag,
  carrier,
  source,
  message,
  activityType,
];
