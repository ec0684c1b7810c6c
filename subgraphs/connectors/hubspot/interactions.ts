import type { CustomerId, Interaction } from "#model";
import type { Call, ConnectorContext, InteractionsPort } from "#sdk";
import type { HubspotApi } from "./client.js";
import { contactIdsOf } from "./customers.js";
import { engagementProperties, toInteraction } from "./interaction-mapping.js";
import type { EngagementType, HubspotSettings } from "./settings.js";

/** Of each kind, at most this many of a customer's engagements are looked at, the ones recorded last. */
const mostOfAKind = 500;

/** An interaction and the contact it was with. */
interface Contacted {
  readonly contact: string;
  readonly interaction: Interaction;
}

/** Calls, e-mails, meetings, notes and tasks that are associated with a contact. */
export function hubspotInteractions(api: HubspotApi, { settings }: ConnectorContext<HubspotSettings>): InteractionsPort {
  return {
    interactionsOf: async (ids, limit, call) => {
      const contacts = ids.length === 0 ? new Map<CustomerId, string>() : await contactIdsOf(api, { ids, settings }, call);
      if (contacts.size === 0) return new Map();
      const kinds = settings.interactionTypes.map((type) => readKind(api, { type, contacts: [...contacts.values()] }, call));
      const byContact = Map.groupBy((await Promise.all(kinds)).flat(), ({ contact }) => contact);
      return new Map([...contacts].map(([id, contact]) => [id, newest(byContact.get(contact) ?? [], limit)]));
    },
  };
}

async function readKind(
  api: HubspotApi,
  asked: { readonly type: EngagementType; readonly contacts: readonly string[] },
  call: Call,
): Promise<readonly Contacted[]> {
  const { type, contacts } = asked;
  const links = await api.links({ from: "contacts", to: type }, contacts, call);
  const linked = [...links].flatMap(([contact, targets]) =>
    latest(targets.map(({ toObjectId }) => toObjectId)).map((id) => ({ contact, id })),
  );
  const records = await api.records(type, { ids: linked.map(({ id }) => id), properties: engagementProperties(type) }, call);
  const byId = new Map(records.map((record) => [record.id, toInteraction(type, record)]));
  return linked.flatMap(({ contact, id }) => {
    const interaction = byId.get(id);
    return interaction === undefined ? [] : [{ contact, interaction }];
  });
}

/** Record ids grow with time. */
function latest(ids: readonly string[]): string[] {
  return ids.toSorted((left, right) => Number(right) - Number(left)).slice(0, mostOfAKind);
}

function newest(contacted: readonly Contacted[], limit: number): readonly Interaction[] {
  const interactions = contacted.map(({ interaction }) => interaction);
  return interactions
    .toSorted((left, right) => Date.parse(right.at) - Date.parse(left.at) || (left.id < right.id ? -1 : 1))
    .slice(0, limit);
}
