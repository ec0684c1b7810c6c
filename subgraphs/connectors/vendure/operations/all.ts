import type { CustomerNumber } from "../customer-number.js";
import type { VendureOperation } from "../operation.js";
import { cartsOperation } from "./carts.js";
import { customersOperation, groupMembersOperation } from "./customers.js";
import { CHANNELS, LISTINGS } from "./listings.js";
import { LOGIN } from "./login.js";
import { customerOrdersOperation, ordersOperation } from "./orders.js";
import { PRICED_CURRENCIES, PRICES, PRICES_BY_ID } from "./prices.js";
import { SHIPMENTS } from "./shipments.js";
import { SHOP_WINDOW } from "./shop-window.js";
import { STOCK, STOCK_LOCATIONS, STOCK_PAGE } from "./stock.js";

/** Every operation that the connector ever sends, so that all can be checked against a server's schema. */
export function allOperations(number: CustomerNumber): readonly VendureOperation[] {
  return [
    LOGIN,
    SHOP_WINDOW,
    CHANNELS,
    LISTINGS,
    STOCK_LOCATIONS,
    STOCK,
    STOCK_PAGE,
    PRICES,
    PRICED_CURRENCIES,
    PRICES_BY_ID,
    cartsOperation(number),
    ordersOperation(number),
    customerOrdersOperation(number),
    SHIPMENTS,
    customersOperation(number),
    groupMembersOperation(number),
  ];
}
