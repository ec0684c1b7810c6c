import type { VendorRequest } from "../http-client.js";

/** The whole URL of a request, or `undefined` when it would leave the vendor's origin. */
export function requestTarget(baseUrl: URL, { path, query = {} }: Pick<VendorRequest, "path" | "query">): URL | undefined {
  const url = URL.canParse(path) ? new URL(path) : below(baseUrl, path);
  if (url.origin !== baseUrl.origin) return undefined;
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    const values = typeof value === "object" ? value : [String(value)];
    for (const one of values) url.searchParams.append(name, one);
  }
  return url;
}

function below(baseUrl: URL, path: string): URL {
  const base = `${baseUrl.origin}${baseUrl.pathname}`.replace(/\/+$/, "");
  return new URL(`${base}/${path.replace(/^\/+/, "")}`);
}

/** Body and headers as they go on the wire; the request's own headers win over the defaults. */
export function requestContent(request: VendorRequest): { readonly headers: Record<string, string>; readonly body: string | null } {
  const [type, body] = encodedBody(request);
  const defaults = { accept: "application/json", "accept-encoding": "gzip, br", "user-agent": "passerelle" };
  const own = Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  return { headers: { ...defaults, ...(type === undefined ? {} : { "content-type": type }), ...Object.fromEntries(own) }, body };
}

function encodedBody({ json, form, text }: VendorRequest): readonly [string | undefined, string | null] {
  if (json !== undefined) return ["application/json", JSON.stringify(json)];
  if (form !== undefined) return ["application/x-www-form-urlencoded", new URLSearchParams(form).toString()];
  return text === undefined ? [undefined, null] : ["text/plain; charset=utf-8", text];
}
