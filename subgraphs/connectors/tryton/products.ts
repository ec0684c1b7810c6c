import { z } from "zod";
import { type Call, pagesByCursor } from "#sdk";
import type { TrytonApi } from "./client.js";
import { recordId } from "./values.js";

const pageSize = 200;
const productRow = z.object({ id: recordId, code: z.string() });

/** Codes of all goods, page by page, in the order of their ids: what is created meanwhile comes last. */
export async function* productPages(api: TrytonApi, call: Call): AsyncGenerator<readonly string[]> {
  const pages = pagesByCursor({
    load: (after = "0") => {
      const domain = [
        ["id", ">", Number(after)],
        ["code", "!=", null],
        ["code", "!=", ""],
        ["type", "!=", "service"],
      ];
      const page = { fields: ["code"], row: productRow, order: [["id", "ASC"]], limit: pageSize } as const;
      return api.records({ model: "product.product", domain, ...page }, call);
    },
    nextOf: (rows) => (rows.length < pageSize ? undefined : rows.at(-1)?.id.toString()),
  });
  for await (const rows of pages) if (rows.length > 0) yield rows.map((row) => row.code);
}
