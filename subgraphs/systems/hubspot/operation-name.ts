import type { FastifyRequest } from "fastify";

/**
 * The name under which a request is counted, journalled and matched by faults, for example `contacts.search`, `contacts.batch.read`,
 * `associations.contacts.companies.batch.read`, `properties.contacts.list`.
 */
export function operationName(request: FastifyRequest): string | undefined {
  const path = request.url.split("?", 1)[0] ?? "";
  const [crm, , area, ...rest] = path.split("/").filter((part) => part !== "");
  if (crm !== "crm") return undefined;
  if (area === "objects") return objectOperation(request.method, rest);
  if (area === "associations") return ["associations", ...rest].join(".");
  if (area === "properties") return propertyOperation(request.method, rest);
  return area === "owners" ? "owners.list" : undefined;
}

function objectOperation(method: string, [type = "", second, third]: readonly string[]): string {
  if (second === "search") return `${type}.search`;
  if (second === "batch") return `${type}.batch.${third ?? ""}`;
  if (third === "associations") return `${type}.associations.${method === "GET" ? "list" : verbs[method]}`;
  if (second === undefined) return `${type}.${method === "GET" ? "list" : "create"}`;
  return `${type}.${verbs[method] ?? method}`;
}

function propertyOperation(method: string, [type = "", name]: readonly string[]): string {
  if (method === "POST") return `properties.${type}.create`;
  return `properties.${type}.${name === undefined ? "list" : (verbs[method] ?? method)}`;
}

const verbs: Readonly<Record<string, string>> = { GET: "get", PATCH: "update", PUT: "put", DELETE: "archive" };
