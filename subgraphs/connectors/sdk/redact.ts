const hidden = "[hidden]";
const longestMessage = 300;

const secretHeaders = /^(?:proxy-)?authorization$|^(?:set-)?cookie$|token|secret|api-?key|signature|session/i;
const secretKey = String.raw`(?:[\w-]*(?:password|passwd|token|secret|api[_-]?key|authorization|signature|session[_-]?id)[\w-]*)`;

const rules: readonly (readonly [RegExp, string])[] = [
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, `$1${hidden}@`],
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${hidden}`],
  [new RegExp(String.raw`(["']?\b${secretKey}["']?\s*[:=]\s*)(?:"[^"]*"|'[^']*'|[^\s,;&}\]]+)`, "gi"), `$1${hidden}`],
  [/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, "[e-mail]"],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, hidden],
];

/**
 * A vendor's words without secrets and e-mail addresses, on one line and at most 300 characters: fit for errors, logs and spans.
 *
 * It is a last net and knows no names of people: connectors pass on only what a vendor says about the request, never a record.
 */
export function redact(text: string): string {
  const clean = rules.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
  const line = clean.replace(/\s+/g, " ").trim();
  return line.length > longestMessage ? `${line.slice(0, longestMessage - 1)}…` : line;
}

/** Headers whose values may be shown, the secret ones hidden. */
export function redactHeaders(headers: Iterable<readonly [string, string]>): Record<string, string> {
  return Object.fromEntries([...headers].map(([name, value]) => [name, secretHeaders.test(name) ? hidden : redact(value)]));
}

/** A URL without credentials, query and fragment. */
export function redactUrl(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}
