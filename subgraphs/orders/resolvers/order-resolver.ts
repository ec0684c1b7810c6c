import "reflect-metadata";
import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { InvoiceRecord, ShipmentRecord } from "#model";
import type { OrdersContext } from "../context.js";
import { InvoiceType, ReturnType, type ShipmentLineType, ShipmentType } from "../schema/fulfilment-types.js";
import { InvoiceKind, InvoiceStatus, ShipmentStatus } from "../schema/order-enums.js";
import { OrderType } from "../schema/order-types.js";
import type { LocationType } from "../schema/references.js";

/** What hangs on an order. */
@Resolver(() => OrderType)
export class OrderResolver {
  @FieldResolver(() => [InvoiceType], { nullable: true, description: "Invoices and credit notes." })
  async invoices(@Root() order: OrderType, @Ctx() ctx: OrdersContext): Promise<InvoiceType[]> {
    return (await ctx.invoices.load(order.record)).map(toInvoice);
  }

  @FieldResolver(() => [ShipmentType], { nullable: true, description: "Goods on their way to the customer." })
  async shipments(@Root() order: OrderType, @Ctx() ctx: OrdersContext): Promise<ShipmentType[]> {
    const all = await ctx.shipments.load(order.record);
    return all.filter((one) => one.direction === "OUTBOUND").map(toShipment);
  }

  @FieldResolver(() => [ReturnType], { nullable: true, description: "Goods that come back." })
  async returns(@Root() order: OrderType, @Ctx() ctx: OrdersContext): Promise<ReturnType[]> {
    const all = await ctx.shipments.load(order.record);
    return all.filter((one) => one.direction === "RETURN").map(toReturn);
  }
}

function toInvoice(invoice: InvoiceRecord): InvoiceType {
  return { ...invoice, kind: InvoiceKind[invoice.kind], status: InvoiceStatus[invoice.status] };
}

function toShipment(shipment: ShipmentRecord): ShipmentType {
  return {
    number: shipment.number,
    status: ShipmentStatus[shipment.status],
    location: placeOf(shipment),
    plannedAt: shipment.plannedAt,
    shippedAt: shipment.doneAt,
    carrier: shipment.carrier,
    trackingNumber: shipment.trackingNumber,
    trackingUrl: shipment.trackingUrl,
    lines: linesOf(shipment),
  };
}

function toReturn(shipment: ShipmentRecord): ReturnType {
  return {
    number: shipment.number,
    status: ShipmentStatus[shipment.status],
    location: placeOf(shipment),
    returnedAt: shipment.doneAt,
    reason: shipment.reason,
    lines: linesOf(shipment),
  };
}

function placeOf(shipment: ShipmentRecord): LocationType | undefined {
  return shipment.location === undefined ? undefined : { id: shipment.location };
}

function linesOf(shipment: ShipmentRecord): ShipmentLineType[] {
  return shipment.lines.map(({ sku, quantity }) => ({ quantity, ...(sku && { product: { sku } }) }));
}
