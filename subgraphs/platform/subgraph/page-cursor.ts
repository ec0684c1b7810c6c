import { InvalidInput } from "../errors/request-errors.js";

const mark = ":";

/** A system's own cursor as clients see it: it says of which list it is, so that nothing else passes for it. */
export function sealCursor(list: string, cursor: string): string {
  return Buffer.from(list + mark + cursor).toString("base64url");
}

/** The system's own cursor again; throws `InvalidInput` when the text is no cursor of this list. */
export function openCursor(list: string, text: string, field = "after"): string {
  const opened = Buffer.from(text, "base64url").toString();
  if (opened.startsWith(list + mark) && sealCursor(list, opened.slice(list.length + 1)) === text) return opened.slice(list.length + 1);
  throw new InvalidInput({ field, problem: "it is no cursor of this list", remedy: "pass an endCursor as it was given" });
}
