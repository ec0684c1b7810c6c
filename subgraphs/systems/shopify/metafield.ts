import { gid } from "./gid.js";

/** Values by namespace and key. */
type Metafields = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Resolves `metafield(namespace:, key:)`; as at Shopify, a namespace left out is the app's own, which holds nothing here. */
export function metafieldOf(ownerId: number, metafields: Metafields, at: string) {
  return ({ namespace, key }: { readonly namespace?: string | null; readonly key: string }): unknown => {
    const value = metafields[namespace ?? ""]?.[key];
    if (value === undefined) return null;
    const id = gid("Metafield", `${ownerId}${key.length}`);
    return { __typename: "Metafield", id, namespace, key, type: "single_line_text_field", value, createdAt: at, updatedAt: at };
  };
}
