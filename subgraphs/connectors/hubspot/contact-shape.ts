import type { HubspotSettings } from "./settings.js";
import type { HubspotProperty } from "./wire.js";

/** A consent's purpose and where it is kept. */
export interface ConsentPlace {
  readonly purpose: string;
  readonly property: string;
  /** Where the time of its last change is kept, if the account has such a property. */
  readonly timeProperty?: string;
}

/** What the merchant keeps with a contact, as the account's own property definitions tell. */
export interface ContactShape {
  /** Names of customer groups by code. */
  readonly groups: ReadonlyMap<string, string>;
  readonly preferences: readonly { readonly key: string; readonly property: string }[];
  readonly consents: readonly ConsentPlace[];
  /** Every property to ask for; only those that the account has. */
  readonly properties: readonly string[];
}

const standardProperties = [
  "email",
  "firstname",
  "lastname",
  "phone",
  "company",
  "address",
  "city",
  "state",
  "zip",
  "country",
  "hs_country_region_code",
  "createdate",
  "lastmodifieddate",
];

/** Reads from the account's contact properties where customer data is. */
export function contactShape(definitions: readonly HubspotProperty[], settings: HubspotSettings): ContactShape {
  const names = definitions.map(({ name }) => name);
  const known = new Set(names);
  const preferences = withPrefix(names, settings.preferencePrefix).map(({ rest, property }) => ({ key: rest, property }));
  const consents = consentPlaces(definitions, settings);
  const group = definitions.find(({ name }) => name === settings.groupProperty);
  const wanted = [
    ...standardProperties,
    ...ownProperties(settings),
    ...preferences.map(({ property }) => property),
    ...consents.flatMap(({ property, timeProperty }) => (timeProperty === undefined ? [property] : [property, timeProperty])),
  ];
  return {
    groups: new Map(group?.options.map(({ value, label }) => [value, label])),
    preferences,
    consents,
    properties: [...new Set(wanted)].filter((name) => known.has(name)),
  };
}

function ownProperties(settings: HubspotSettings): string[] {
  return [
    settings.customerNumberProperty,
    settings.groupProperty,
    settings.languageProperty,
    settings.shippingNameProperty,
    settings.shippingStreetProperty,
    settings.shippingCityProperty,
    settings.shippingPostalCodeProperty,
    settings.shippingRegionProperty,
    settings.shippingCountryProperty,
    settings.emailOptOutProperty,
  ];
}

function consentPlaces(definitions: readonly HubspotProperty[], { consentPrefix, consentTimeSuffix }: HubspotSettings): ConsentPlace[] {
  const known = new Set(definitions.map(({ name }) => name));
  const yesNo = definitions.filter(({ type, options }) => type === "bool" || options.some(({ value }) => value === "true"));
  const names = yesNo.map(({ name }) => name);
  return withPrefix(names, consentPrefix).map(({ rest, property }) => {
    const timeProperty = `${property}${consentTimeSuffix}`;
    return { purpose: rest.toUpperCase(), property, ...(known.has(timeProperty) && { timeProperty }) };
  });
}

function withPrefix(names: readonly string[], prefix: string): { readonly rest: string; readonly property: string }[] {
  const found = names.filter((name) => name.startsWith(prefix) && name.length > prefix.length);
  return found.map((property) => ({ property, rest: property.slice(prefix.length) }));
}
