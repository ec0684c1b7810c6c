import { daysAfter, referenceDate } from "./calendar.js";
import { fromCents, toCents } from "./decimal-text.js";
import { shipOrder } from "./generate-shipments.js";
import type { MerchantChannel, MerchantCustomer, MerchantOrder, MerchantProduct } from "./merchant.js";
import type { Random } from "./random.js";

/** What orders are drawn from. */
export interface OrderSources {
  readonly products: readonly MerchantProduct[];
  readonly customers: readonly MerchantCustomer[];
  readonly channels: readonly MerchantChannel[];
}

type Status = MerchantOrder["status"];

/** Two orders a customer on average over the last two years, oldest first; the younger an order, the likelier it is still open. */
export function generateOrders(sources: OrderSources, random: Random): MerchantOrder[] {
  const count = sources.customers.length * 2;
  return Array.from({ length: count }, (_, index) => {
    const daysAgo = ((count - index - random.next()) / count) * 720;
    return drawOrder(index, daysAgo, { ...sources, random });
  });
}

type Drawing = OrderSources & { readonly random: Random };

/** The first customers buy often, so that whoever logs in as one of them sees a history. */
function drawCustomer(index: number, { customers, random }: Drawing): MerchantCustomer {
  const regular = index % 10 < 3 && random.chance(0.25) ? customers[index % 10] : undefined;
  return regular ?? random.pick(customers);
}

function drawOrder(index: number, daysAgo: number, drawing: Drawing): MerchantOrder {
  const { random } = drawing;
  const customer = drawCustomer(index, drawing);
  const status = drawStatus(daysAgo, random);
  const number = `S${String(index + 1).padStart(5, "0")}`;
  const lines = drawLines(customer, drawing);
  const fulfilment = shipOrder({ number, status, lines, daysAgo, country: customer.addresses[0]?.country ?? "FR" }, random);
  return {
    number,
    customer: customer.number,
    channel: channelOf(customer, drawing),
    placedAt: daysAfter(referenceDate, -daysAgo),
    status,
    location: customer.language === "en-GB" ? "WH-BRS" : random.pick(["WH-LIL", "WH-LYO"]),
    lines,
    ...fulfilment,
    invoices: drawInvoices({ number, status, daysAgo, isCompany: customer.company !== undefined }),
  };
}

function drawStatus(daysAgo: number, random: Random): Status {
  if (daysAgo < 14) return random.pick<Status>(["DRAFT", "DRAFT", "CONFIRMED", "CONFIRMED", "CONFIRMED", "CANCELLED"]);
  if (daysAgo < 60) return random.pick<Status>(["CONFIRMED", "PARTLY_SHIPPED", "PARTLY_SHIPPED", "SHIPPED", "SHIPPED", "INVOICED"]);
  if (random.chance(0.06)) return "CANCELLED";
  return random.pick<Status>(["SHIPPED", "INVOICED", "PAID", "PAID", "PAID", "PAID", "PAID"]);
}

function channelOf({ language }: MerchantCustomer, { channels, random }: Drawing): string {
  return (channels.find(({ locale }) => locale === language) ?? random.pick(channels)).code;
}

const groupFactor: Readonly<Record<string, number>> = { TRADE: 0.9, WHOLESALE: 0.78 };

function drawLines(customer: MerchantCustomer, { products, random }: Drawing): MerchantOrder["lines"] {
  const factor = groupFactor[customer.group] ?? 1;
  return random.sample(products, random.int(1, 5)).map(({ sku, unit, listPrice, tax }) => ({
    sku,
    quantity: drawQuantity({ unit, isCompany: customer.company !== undefined, isDear: toCents(listPrice) > dearCents }, random),
    unitPrice: fromCents(toCents(listPrice) * factor),
    tax,
  }));
}

/** Above this price, companies buy by ones and twos like everyone else. */
const dearCents = 15_000;

interface Want {
  readonly unit: MerchantProduct["unit"];
  readonly isCompany: boolean;
  readonly isDear: boolean;
}

function drawQuantity({ unit, isCompany, isDear }: Want, random: Random): number {
  if (unit === "METRE") return random.int(1, 24) * 0.5;
  if (unit === "KILOGRAM") return random.int(2, 60) * 12.5;
  return isCompany && !isDear ? random.int(1, 24) : random.int(1, isDear ? 2 : 4);
}

interface Invoiced {
  readonly number: string;
  readonly status: Status;
  readonly daysAgo: number;
  readonly isCompany: boolean;
}

function drawInvoices({ number, status, daysAgo, isCompany }: Invoiced): MerchantOrder["invoices"] {
  if (status !== "INVOICED" && status !== "PAID") return [];
  const issuedAt = daysAfter(referenceDate, -daysAgo + 6);
  const dueAt = isCompany ? daysAfter(referenceDate, -daysAgo + 36) : issuedAt;
  return [{ number: number.replace("S", "INV-"), issuedAt, dueAt, isPaid: status === "PAID" }];
}
