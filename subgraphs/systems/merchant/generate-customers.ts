import { daysAfter, referenceDate } from "./calendar.js";
import { drawInteractions } from "./interactions.js";
import type { MerchantAddress, MerchantCustomer, MerchantGroup, MerchantLocale } from "./merchant.js";
import { peopleOf, type People } from "./people.js";
import type { Random } from "./random.js";
import { slug } from "./slug.js";

/** Customer groups; retail customers pay the public prices. */
export const groups: readonly MerchantGroup[] = [
  { code: "RETAIL", name: "Retail customers" },
  { code: "TRADE", name: "Trade customers", priceList: "TRADE" },
  { code: "WHOLESALE", name: "Resellers", priceList: "WHOLESALE" },
];

/**
 * Customers `C-00001` onwards, a third of them companies.
 *
 * `C-00001` has a price list of its own, `C-00002` is a reseller without one, `C-00003` a retail customer.
 */
export function generateCustomers(count: number, ownPriceLists: readonly string[], random: Random): MerchantCustomer[] {
  return Array.from({ length: count }, (_, index) => {
    const priceList = ownPriceLists[ownListRank(index)];
    return drawCustomer(index, priceList, random);
  });
}

/** The 1st, 11th, 21st … customer has an own list for as long as there are lists. */
function ownListRank(index: number): number {
  return index % 10 === 0 ? index / 10 : -1;
}

function drawCustomer(index: number, priceList: string | undefined, random: Random): MerchantCustomer {
  const language: MerchantLocale = random.chance(0.6) ? "fr-FR" : "en-GB";
  const people = peopleOf[language];
  const firstName = random.pick(people.firstNames);
  const lastName = random.pick(people.lastNames);
  // Every third from the second on, so that the reseller C-00002 is a company and C-00003 a person.
  const isCompany = index % 3 === 1 || priceList !== undefined;
  const createdAt = daysAfter(referenceDate, -random.int(30, 1_400) + random.next());
  return {
    number: `C-${String(index + 1).padStart(5, "0")}`,
    firstName,
    lastName,
    email: `${slug(firstName, ".")}.${slug(lastName, ".")}.${index + 1}@example.${people.country === "FR" ? "org" : "com"}`,
    phone: people.phone.prefix + drawDigits(people.phone.digits, random),
    ...(isCompany ? { company: drawCompany(people, lastName, random) } : {}),
    group: groupOf(index, isCompany, random),
    ...(priceList === undefined ? {} : { priceList }),
    language,
    addresses: drawAddresses(people, `${firstName} ${lastName}`, random),
    preferences: drawPreferences(random),
    consents: drawConsents(createdAt, random),
    interactions: drawInteractions(language, random),
    createdAt,
  };
}

function groupOf(index: number, isCompany: boolean, random: Random): string {
  if (index === 1) return "WHOLESALE";
  if (!isCompany) return "RETAIL";
  return random.chance(0.25) ? "WHOLESALE" : "TRADE";
}

function drawCompany(people: People, lastName: string, random: Random): NonNullable<MerchantCustomer["company"]> {
  const name = random.pick(people.companies);
  const place = /(?:de|House|The) #|# House/.test(name) ? random.pick(people.towns).city : lastName;
  return { name: name.replace("#", place), vatNumber: people.country === "FR" ? frenchVat(random) : `GB${drawDigits(9, random)}` };
}

/** FR, a key and a SIREN; the key is (12 + 3 × (SIREN mod 97)) mod 97. */
function frenchVat(random: Random): string {
  const siren = random.int(300_000_000, 899_999_999);
  const key = (12 + 3 * (siren % 97)) % 97;
  return `FR${String(key).padStart(2, "0")}${siren}`;
}

function drawDigits(count: number, random: Random): string {
  return Array.from({ length: count }, () => random.int(0, 9)).join("");
}

function drawAddresses(people: People, name: string, random: Random): MerchantAddress[] {
  const draw = (kind: MerchantAddress["kind"]): MerchantAddress => ({
    kind,
    name,
    street: `${random.int(1, 180)} ${random.pick(people.streets)}`,
    ...random.pick(people.towns),
    country: people.country,
  });
  const billing = draw("BILLING");
  const shipping = random.chance(0.35) ? draw("SHIPPING") : { ...billing, kind: "SHIPPING" as const };
  return [billing, shipping];
}

function drawPreferences(random: Random): Record<string, string> {
  return {
    preferred_contact: random.pick(["email", "phone", "post"]),
    delivery_slot: random.pick(["morning", "afternoon", "evening"]),
    favourite_department: random.pick(["furniture", "textiles", "garden", "workshop", "lighting"]),
  };
}

function drawConsents(at: string, random: Random): MerchantCustomer["consents"] {
  return [
    { purpose: "EMAIL_MARKETING", granted: random.chance(0.6), at },
    { purpose: "SMS_MARKETING", granted: random.chance(0.25), at },
    { purpose: "PROFILING", granted: random.chance(0.35), at },
  ];
}
