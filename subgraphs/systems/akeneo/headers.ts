import type { FastifyInstance, FastifyRequest } from "fastify";
import { ApiProblem } from "./problem.js";

/** Media type of the line-by-line collections that `PATCH` takes and answers (api.akeneo.com/documentation/update.html). */
export const collectionType = "application/vnd.akeneo.collection+json";

/** Refuses foreign `Accept` and `Content-Type` headers, and parses the bodies of the types that are taken. */
export function negotiate(api: FastifyInstance): void {
  api.removeAllContentTypeParsers();
  api.addContentTypeParser("application/json", { parseAs: "string" }, async (_request: FastifyRequest, text: string) => readJson(text));
  api.addContentTypeParser(collectionType, { parseAs: "string" }, async (_request: FastifyRequest, text: string) => text);
  api.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, async (_request: FastifyRequest, text: string) =>
    Object.fromEntries(new URLSearchParams(text)),
  );
  // The types that are refused below must reach the check first.
  api.addContentTypeParser("*", async () => undefined);
  api.addHook("preParsing", async (request) => {
    if (request.method === "GET") checkAccept(request);
    if (["POST", "PATCH", "PUT"].includes(request.method)) checkContentType(request);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiProblem(400, "Invalid json message received");
  }
}

function checkAccept(request: FastifyRequest): void {
  const { accept } = request.headers;
  const isDownload = request.routeOptions.url?.includes("media-files/") === true;
  if (accept === undefined || accept === "application/json" || accept.includes("*/*") || isDownload) return;
  throw new ApiProblem(406, `"${accept}" in "Accept" header is not valid. Only "application/json" is allowed.`);
}

function checkContentType(request: FastifyRequest): void {
  const given = (request.headers["content-type"] ?? "").split(";", 1)[0]?.trim() ?? "";
  const allowed = allowedTypes(request);
  const names = allowed.join('" or "');
  if (given === "") throw new ApiProblem(415, `The "Content-Type" header is missing. "${names}" has to be specified as value.`);
  if (allowed.includes(given)) return;
  const verb = allowed.length > 1 ? "are" : "is";
  throw new ApiProblem(415, `"${given}" in "Content-Type" header is not valid. Only "${names}" ${verb} allowed.`);
}

function allowedTypes(request: FastifyRequest): readonly string[] {
  const route = request.routeOptions.url ?? "";
  if (route.endsWith("/oauth/v1/token")) return ["application/json", "application/x-www-form-urlencoded"];
  const isCollection = request.method === "PATCH" && !/[:*][^/]*$/.test(route);
  return isCollection ? [collectionType] : ["application/json"];
}
