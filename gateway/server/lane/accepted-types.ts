import { LRUCache } from "lru-cache";

/** Which media type an answer has for a client's `Accept` header. */
export interface AcceptedTypes {
  /** `undefined` until it was learned. */
  readonly of: (accept: string | undefined) => string | undefined;
  readonly learn: (accept: string | undefined, mediaType: string) => void;
}

const maxHeaders = 200;

/** Remembers what Apollo Server chose, so that there is one way to choose. */
export function createAcceptedTypes(): AcceptedTypes {
  const chosen = new LRUCache<string, string>({ max: maxHeaders });
  return {
    of: (accept = "") => chosen.get(accept),
    learn: (accept = "", mediaType) => chosen.set(accept, mediaType),
  };
}
