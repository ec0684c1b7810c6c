import { customerId, type CustomerId, type Interaction } from "#model";
import { batched, type Call, type InteractionsPort } from "#sdk";
import type { OdooApi } from "./client.js";
import { correspondentShape, messagesFields, toInteractions } from "./mapping/interactions.js";

const customersAtOnce = 200;

/** What was said and written, from the messages on contacts: one request a batch. */
export function odooInteractions(api: OdooApi): InteractionsPort {
  return {
    interactionsOf: (ids, limit, call) =>
      batched({ keys: ids, size: customersAtOnce, load: (keys) => readInteractions(api, { ids: keys, limit }, call) }),
  };
}

async function readInteractions(
  api: OdooApi,
  { ids, limit }: { ids: readonly CustomerId[]; limit: number },
  call: Call,
): Promise<ReadonlyMap<CustomerId, readonly Interaction[]>> {
  const query = { model: "res.partner", domain: [["ref", "in", ids]], specification: messagesFields(limit), order: "id desc" } as const;
  const { records } = await api.find(query, correspondentShape, call);
  return new Map(records.map((partner) => [customerId(partner.ref), toInteractions(partner, limit)]));
}
