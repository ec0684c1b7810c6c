import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { renderMediaSvg } from "../merchant/render-media-svg.js";
import type { MediaFileDocument, Pim } from "./documents.js";
import { asked, offsetList, originOf } from "./paging.js";
import { ApiProblem } from "./problem.js";

const parametersSchema = z.object({ "*": z.string() });
const download = "/download";

/** Registers the media file endpoints: list, metadata, and the file itself below `/download`. */
export function mediaRoutes(api: FastifyInstance, pim: Pim): void {
  api.get("/rest/v1/media-files", (request) =>
    offsetList(asked(request), pim.mediaFiles.all(), (file) => presentFile(originOf(request), file)),
  );
  // Codes hold slashes, as in `1/f/e/2/1fe2…_top.jpg`.
  api.get("/rest/v1/media-files/*", (request, reply) => {
    const { "*": path } = parametersSchema.parse(request.params);
    if (!path.endsWith(download)) return reply.send(presentFile(originOf(request), findFile(pim, path)));
    return sendFile(reply, findFile(pim, path.slice(0, -download.length)), "attachment");
  });
}

/**
 * Serves the PIM's catalogue storage without login, as a merchant's public bucket or CDN in front of it does: the API's own download
 * needs a token, which no browser has.
 */
export function storageRoute(app: FastifyInstance, pim: Pim): void {
  app.get("/file_storage/catalog/*", (request: FastifyRequest, reply) => {
    const { "*": code } = parametersSchema.parse(request.params);
    const file = pim.mediaFiles.get(code);
    if (file === undefined) return reply.code(404).type("text/plain").send("NoSuchKey");
    return sendFile(reply.header("cache-control", "public, max-age=3600"), file, "inline");
  });
}

function sendFile(reply: FastifyReply, file: MediaFileDocument, disposition: "attachment" | "inline"): FastifyReply {
  return reply
    .type(file.mime_type)
    .header("content-disposition", `${disposition}; filename="${file.original_filename}"`)
    .send(renderMediaSvg(file.original_filename, file.subject));
}

function findFile(pim: Pim, code: string): MediaFileDocument {
  const file = pim.mediaFiles.get(code);
  if (file === undefined) throw new ApiProblem(404, `Media file "${code}" does not exist.`);
  return file;
}

function presentFile(origin: string, { subject: _subject, ...file }: MediaFileDocument): unknown {
  const href = `${origin}/api/rest/v1/media-files/${file.code}`;
  return { _links: { self: { href }, download: { href: `${href}${download}` } }, ...file };
}
