import { once } from "node:events";
import { createServer } from "node:http";
import { NetworkError } from "graphql-sse";
import { Pool } from "undici";
import { describe, expect, it } from "vitest";
import { sseExchange } from "./sse-exchange.js";

describe("a fetch of server-sent events", () => {
  it("ends with an error after which the client of graphql-sse tries again, and says why, when the connection is cut", async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).write(":\n\n", () => response.destroy());
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
    const dispatcher = new Pool(origin);
    const reasons: Error[] = [];
    const failed = (reason: Error): void => void reasons.push(reason);
    const fetchEvents = sseExchange({ subgraph: "stock", dispatcher, origin, path: "/", idleMs: 60_000, maxEventBytes: 1000, failed });
    const response = await fetchEvents(origin, { headers: {}, body: "{}", signal: new AbortController().signal });
    await expect(readAll(response)).rejects.toBeInstanceOf(NetworkError);
    expect(reasons).toMatchObject([{ extensions: { code: "SUBGRAPH_UNAVAILABLE", subgraph: "stock" } }]);
    await dispatcher.destroy();
    server.close();
  });
});

async function readAll({ body }: { readonly body: AsyncIterable<Uint8Array> }): Promise<void> {
  for await (const chunk of body) expect(chunk.byteLength).toBeGreaterThan(0);
}
