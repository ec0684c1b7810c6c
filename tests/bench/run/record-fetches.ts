import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { isAddress } from "#bench/run/is-address";
import type { Subgraphs } from "#bench/subgraphs/start-subgraphs";

/** One request that a gateway sent to a subgraph. */
export interface RecordedFetch {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The fetches that had been answered when this one was sent, by their place in the list. */
  readonly after: readonly number[];
}

/** Relays in front of the subgraphs that keep what passes. */
export interface Recorder extends AsyncDisposable {
  readonly supergraphSdl: string;
  /** What passed since this was last asked. */
  readonly take: () => readonly RecordedFetch[];
}

/** Puts a relay before every subgraph. */
export async function startRecorder({ supergraphSdl, urls }: Pick<Subgraphs, "supergraphSdl" | "urls">): Promise<Recorder> {
  await using building = new AsyncDisposableStack();
  let passed: RecordedFetch[] = [];
  let answered: number[] = [];
  let sdl = supergraphSdl;
  for (const { url } of urls) {
    const relay = createServer(async (request, response) => {
      const fetched = { url, body: await bodyOf(request), headers: sentOn(request.headers), after: [...answered] };
      const place = passed.push(fetched) - 1;
      const answer = await fetch(url, { method: "POST", headers: fetched.headers, body: fetched.body });
      const text = await answer.text();
      answered.push(place);
      response.writeHead(answer.status, { "content-type": "application/json" }).end(text);
    });
    relay.listen(0, "127.0.0.1");
    await once(relay, "listening");
    building.defer(() => {
      relay.closeAllConnections();
      relay.close();
    });
    const address = relay.address();
    if (isAddress(address)) sdl = sdl.replaceAll(`"${url}"`, `"http://127.0.0.1:${address.port}/graphql"`);
  }
  const owned = building.move();
  return {
    supergraphSdl: sdl,
    take: () => {
      const taken = passed;
      passed = [];
      answered = [];
      return taken;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

// What belongs to a connection or a body's way there is set anew.
function sentOn(headers: IncomingHttpHeaders): Record<string, string> {
  const own = ["host", "connection", "content-length", "transfer-encoding", "keep-alive", "accept-encoding"];
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === "string" && !own.includes(name) ? [[name, value]] : [])),
  );
}
