import {
  customerId,
  locale,
  type Company,
  type Consent,
  type CustomerGroup,
  type CustomerRecord,
  type Locale,
  type PostalAddress,
} from "#model";
import type { ContactShape } from "./contact-shape.js";
import type { HubspotSettings } from "./settings.js";
import type { HubspotRecord } from "./wire.js";

/** What a contact is read with. */
export interface ContactReading {
  readonly settings: HubspotSettings;
  readonly shape: ContactShape;
  /** The company that the contact belongs to first, if any. */
  readonly company?: HubspotRecord | undefined;
}

/** A contact as a customer; `undefined` when it has no customer number. */
export function toCustomer(contact: HubspotRecord, { settings, shape, company }: ContactReading): CustomerRecord | undefined {
  const read = reader(contact);
  const number = read(settings.customerNumberProperty);
  if (number === undefined) return undefined;
  return {
    id: customerId(number),
    ...defined({
      firstName: read("firstname"),
      lastName: read("lastname"),
      email: read("email"),
      phone: read("phone"),
      company: toCompany(company, read("company"), settings),
      language: toLocale(read(settings.languageProperty)),
    }),
    groups: toGroups(read(settings.groupProperty), shape),
    addresses: [billingAddress(read), shippingAddress(read, settings)].filter((address) => address !== undefined),
    preferences: shape.preferences.flatMap(({ key, property }) => {
      const value = read(property);
      return value === undefined ? [] : [{ key, value }];
    }),
    consents: toConsents(read, { settings, shape }),
    createdAt: read("createdate") ?? contact.createdAt,
    updatedAt: read("lastmodifieddate") ?? contact.updatedAt,
  };
}

/** Reads one property; an unset or empty one is `undefined`. */
type Reader = (property: string) => string | undefined;

/** A reader of one record's properties. */
export function reader(record: HubspotRecord): Reader {
  return (property) => {
    const value = record.properties[property]?.trim();
    return value === "" ? undefined : (value ?? undefined);
  };
}

/** The record is the truth; the contact's own company text is what is left when no company is associated. */
function toCompany(
  company: HubspotRecord | undefined,
  text: string | undefined,
  { vatNumberProperty }: HubspotSettings,
): Company | undefined {
  if (company === undefined) return text === undefined ? undefined : { name: text };
  const read = reader(company);
  const name = read("name") ?? text ?? read("domain");
  return name === undefined ? undefined : { name, ...defined({ vatNumber: read(vatNumberProperty) }) };
}

function toGroups(value: string | undefined, { groups }: ContactShape): CustomerGroup[] {
  // A property with several choices joins them with semicolons.
  const codes = (value ?? "").split(";").filter((code) => code !== "");
  return codes.map((code) => ({ code, name: groups.get(code) ?? code }));
}

function billingAddress(read: Reader): PostalAddress | undefined {
  const parts = defined({
    street: read("address"),
    city: read("city"),
    postalCode: read("zip"),
    region: read("state"),
    country: read("hs_country_region_code")?.toUpperCase() ?? read("country"),
  });
  if (parts.street === undefined && parts.city === undefined && parts.postalCode === undefined) return undefined;
  const name = [read("firstname"), read("lastname")].filter((part) => part !== undefined).join(" ");
  return { kind: "BILLING", ...(name !== "" && { name }), ...parts };
}

function shippingAddress(read: Reader, settings: HubspotSettings): PostalAddress | undefined {
  const parts = defined({
    name: read(settings.shippingNameProperty),
    street: read(settings.shippingStreetProperty),
    city: read(settings.shippingCityProperty),
    postalCode: read(settings.shippingPostalCodeProperty),
    region: read(settings.shippingRegionProperty),
    country: read(settings.shippingCountryProperty),
  });
  if (parts.street === undefined && parts.city === undefined && parts.postalCode === undefined) return undefined;
  return { kind: "SHIPPING", ...parts };
}

function toConsents(read: Reader, { settings, shape }: Pick<ContactReading, "settings" | "shape">): Consent[] {
  const kept = shape.consents.flatMap(({ purpose, property, timeProperty }): Consent[] => {
    const value = read(property);
    if (value === undefined) return [];
    return [
      { purpose, isGranted: value === "true", ...defined({ changedAt: timeProperty === undefined ? undefined : read(timeProperty) }) },
    ];
  });
  if (read(settings.emailOptOutProperty) !== "true") return kept;
  const email = kept.find(({ purpose }) => purpose === emailMarketing);
  // The time of the overruled consent is not the time at which the contact unsubscribed.
  if (email?.isGranted === false) return kept;
  return [...kept.filter((consent) => consent !== email), { purpose: emailMarketing, isGranted: false }];
}

const emailMarketing = "EMAIL_MARKETING";

/** HubSpot spells language tags in lower case, `en-gb`; a value that is no tag is left out. */
function toLocale(value: string | undefined): Locale | undefined {
  if (value === undefined) return undefined;
  try {
    const [tag] = Intl.getCanonicalLocales(value.replaceAll("_", "-"));
    return tag === undefined ? undefined : locale(tag);
  } catch {
    return undefined;
  }
}

type Defined<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };

/** The same fields without those that are `undefined`. */
function defined<Fields extends object>(fields: Fields): Defined<Fields> {
  const kept: Defined<Fields> = { ...fields };
  for (const key in kept) if (kept[key] === undefined) delete kept[key];
  return kept;
}
