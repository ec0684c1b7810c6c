import { registerEnumType } from "type-graphql";

/** Where an order stands. */
export enum OrderStatusType {
  DRAFT = "DRAFT",
  CONFIRMED = "CONFIRMED",
  PARTLY_SHIPPED = "PARTLY_SHIPPED",
  SHIPPED = "SHIPPED",
  INVOICED = "INVOICED",
  PAID = "PAID",
  CANCELLED = "CANCELLED",
}
registerEnumType(OrderStatusType, {
  name: "OrderStatus",
  description: "Where an order stands.",
  valuesConfig: {
    DRAFT: { description: "Entered, not confirmed." },
    CONFIRMED: { description: "Confirmed; nothing has left yet." },
    PARTLY_SHIPPED: { description: "A part of the goods has left." },
    SHIPPED: { description: "All goods have left." },
    INVOICED: { description: "All goods have left and are invoiced." },
    PAID: { description: "All invoices are paid." },
    CANCELLED: { description: "It will not be fulfilled." },
  },
});

/** What an invoice document is. */
export enum InvoiceKind {
  INVOICE = "INVOICE",
  CREDIT_NOTE = "CREDIT_NOTE",
}
registerEnumType(InvoiceKind, {
  name: "InvoiceKind",
  description: "What an invoice document is.",
  valuesConfig: { INVOICE: { description: "The customer owes." }, CREDIT_NOTE: { description: "The customer is owed." } },
});

/** Where an invoice stands. */
export enum InvoiceStatus {
  DRAFT = "DRAFT",
  OPEN = "OPEN",
  PAID = "PAID",
  CANCELLED = "CANCELLED",
}
registerEnumType(InvoiceStatus, {
  name: "InvoiceStatus",
  description: "Where an invoice stands.",
  valuesConfig: {
    DRAFT: { description: "Not posted yet." },
    OPEN: { description: "Posted, not wholly paid." },
    PAID: { description: "Paid." },
    CANCELLED: { description: "Cancelled." },
  },
});

/** Where a shipment or return stands. */
export enum ShipmentStatus {
  PLANNED = "PLANNED",
  READY = "READY",
  DONE = "DONE",
  CANCELLED = "CANCELLED",
}
registerEnumType(ShipmentStatus, {
  name: "ShipmentStatus",
  description: "Where a shipment or return stands.",
  valuesConfig: {
    PLANNED: { description: "Waits for goods." },
    READY: { description: "Goods are there." },
    DONE: { description: "It has left; a return has arrived." },
    CANCELLED: { description: "It will not happen." },
  },
});
