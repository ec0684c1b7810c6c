import type { Quirk } from "#sdk";

/** What surprises in Tryton, with its reason. */
export const trytonQuirks: readonly Quirk[] = [
  {
    title: "Stock takes one request a warehouse, and one for the open moves of all",
    why: "Tryton computes quantities for the locations in a request's context and sums them up; no method tells them apart by location.",
    source: "StockMixin._get_quantity in modules/stock/move.py, Tryton 6.0",
  },
  {
    title: "Reserved is all that open moves will take out of a warehouse",
    why: "A confirmed sale plans its moves at once but assigns stock to them only when somebody picks. What is promised must not be sold twice.",
    source: "seen on a Tryton 6.0 server: quantity stays, forecast_quantity falls when a sale is confirmed",
  },
  {
    title: "Neither the product's nor the template's write date moves when stock moves",
    why: "Quantities are computed from moves. The version of a stock record is a digest of its levels.",
    source: "seen on a Tryton 6.0 server",
  },
  {
    title: "Prices are computed by the server, one request for each quantity that a list has a line for",
    why: "The formulas of a price list are Python expressions over list price and cost; only sale_price_uom with the list in the context evaluates them.",
    source: "modules/sale_price_list/product.py, Tryton 6.0",
  },
  {
    title: "A deleted draft move, and a deleted line of a price list, are not among the changes",
    why: "Tryton keeps no trace of a deleted record. Moves that were more than a draft are cancelled, which is seen; the full comparison finds the rest.",
    source: "ModelSQL.delete in trytond/model/modelsql.py, Tryton 6.0",
  },
  {
    title: "Gross prices follow the product's own taxes",
    why: "Tryton applies a party's tax rule on the lines of a sale; price lists know of no party.",
    source: "SaleLine.compute_taxes in modules/sale/sale.py, Tryton 6.0",
  },
  {
    title: "A draft sale is not among the orders",
    why: "Tryton gives a sale its number when it becomes a quotation.",
    source: "modules/sale/sale.py, Tryton 6.0",
  },
  {
    title: "Errors come with HTTP 200",
    why: "The JSON-RPC answer carries an `error` array: the name of Tryton's own exception, or the text of any other.",
    source: "JSONProtocol.response in trytond/protocols/jsonrpc.py, Tryton 6.0",
  },
];
