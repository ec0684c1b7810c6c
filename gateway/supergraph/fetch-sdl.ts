import { request } from "undici";
import { z } from "zod";
import { defineError, type Clock } from "#platform";

/** The SDL of a subgraph over HTTP could not be read. */
export const SubgraphUnreadable = defineError<{ readonly subgraph: string; readonly url: string; readonly reason: string }>({
  code: "SUBGRAPH_UNREADABLE",
  status: 503,
  retry: "later",
  message: (d) =>
    `The schema of subgraph "${d.subgraph}" cannot be read from ${d.url} (${d.reason}); start it, or correct subgraphs.${d.subgraph}.url.`,
});

const shape = z.object({ data: z.object({ _service: z.object({ sdl: z.string().min(1) }) }) });
const tries = 20;
const pauseMs = 500;

/** Reads a subgraph's SDL (`_service.sdl`, Federation subgraph specification); waits about ten seconds for one that is still starting. */
export async function fetchSdl(subgraph: { readonly name: string; readonly url: string }, clock: Clock): Promise<string> {
  let reason = "";
  for (let left = tries; left > 0; left -= 1) {
    try {
      return await readSdl(subgraph.url);
    } catch (cause) {
      reason =
        cause instanceof z.ZodError
          ? "it answers, but not with a subgraph's schema"
          : String(cause instanceof Error ? cause.message : cause);
    }
    if (left > 1) await clock.wait(pauseMs);
  }
  throw new SubgraphUnreadable({ subgraph: subgraph.name, url: subgraph.url, reason });
}

async function readSdl(url: string): Promise<string> {
  const { body } = await request(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: "{ _service { sdl } }" }),
    headersTimeout: 3000,
    bodyTimeout: 3000,
  });
  return shape.parse(await body.json()).data._service.sdl;
}
