import { z } from "zod";

/** Where a product stood when its page was read. */
export interface ProductCursor {
  readonly sku: string;
  readonly position: number;
}

const shape = z.tuple([z.string(), z.int().min(0)]);

/** An opaque cursor text. */
export function encodeCursor(cursor: ProductCursor): string {
  return Buffer.from(JSON.stringify([cursor.sku, cursor.position])).toString("base64url");
}

/** Reads a cursor text; `undefined` when it is not one of ours. */
export function decodeCursor(text: string): ProductCursor | undefined {
  const json = Buffer.from(text, "base64url").toString();
  try {
    const parsed = shape.safeParse(JSON.parse(json));
    return parsed.success ? { sku: parsed.data[0], position: parsed.data[1] } : undefined;
  } catch {
    return undefined;
  }
}
