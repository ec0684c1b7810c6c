import { z } from "zod";
import { type BillOfMaterials, sku } from "#model";
import { recordId, text } from "../values.js";
import { inSaleUnit, productUnitFields, productUnits, unit } from "./units.js";

const bom = "boms.bom";

/** Fields of a product with what it is made of. */
export const madeFields = [
  "code",
  ...productUnitFields,
  ...["product", "quantity", "uom.factor", "uom.rate"].map((field) => `${bom}.outputs.${field}`),
  ...["quantity", "uom.factor", "uom.rate", "product.code", "product.rec_name"].map((field) => `${bom}.inputs.${field}`),
  ...productUnitFields.map((field) => `${bom}.inputs.product.${field}`),
];

const amount = { quantity: z.number(), "uom.": unit };
const component = z.object({ code: text, rec_name: z.string(), ...productUnits });

const billRow = z.object({
  "outputs.": z.array(z.object({ product: recordId, ...amount })),
  "inputs.": z.array(z.object({ "product.": component, ...amount })),
});

/** A product with its bills of materials; the first is the one that Tryton proposes. */
export const madeRow = z.object({
  id: recordId,
  code: z.string(),
  "boms.": z.array(z.object({ "bom.": billRow.nullable() })),
  ...productUnits,
});

/** What a product is made of, by its first bill of materials; `undefined` when there is none that makes it. */
export function toBill(row: z.output<typeof madeRow>): BillOfMaterials | undefined {
  const bill = row["boms."].map((one) => one["bom."]).find((one) => one !== null);
  const output = bill?.["outputs."].find((one) => one.product === row.id);
  if (bill === undefined || output === undefined) return undefined;
  return {
    sku: sku(row.code),
    outputQuantity: inSaleUnit(output.quantity, output["uom."], row),
    components: bill["inputs."].map(({ quantity, "uom.": from, "product.": product }) => ({
      ...(product.code === undefined ? {} : { sku: sku(product.code) }),
      name: product.rec_name,
      quantity: inSaleUnit(quantity, from, product),
    })),
  };
}
