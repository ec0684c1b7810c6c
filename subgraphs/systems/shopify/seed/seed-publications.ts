import { firstId, type Seeding } from "./seeding.js";

/** One publication for each of the merchant's channels; the first is the online store. */
export function seedPublications({ merchant, data }: Seeding): void {
  merchant.channels.forEach(({ code, name }, index) => {
    const id = firstId.publication + index;
    data.publications.put(id, { id, handle: code, name, isOnlineStore: index === 0 });
  });
}
