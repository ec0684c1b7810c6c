import { describe, expect, it, vi } from "vitest";
import { connect, listen, type Heard } from "./listen.js";
import { serveInProcess, serveOverHttp, serveOverOwnServers, serveOverOwnSse, serveOverSse } from "./serve-warehouse.js";

const moved = `subscription Moved($skus: [ID!]) { change: moved(skus: $skus) { by item { sku title: name freight } } }`;
const movedA = { by: -1, sku: "a", left: 4 };
const changeA = { by: -1, item: { sku: "a", title: "Item A", freight: "100 g of 4" } };

for (const planner of ["hive", "apollo"] as const) {
  for (const [place, serve] of [
    ["in process", serveInProcess],
    ["over HTTP", serveOverHttp],
    ["over servers of our own", serveOverOwnServers],
    ["over server-sent events", serveOverSse],
    ["over server-sent events of our own servers", serveOverOwnSse],
  ] as const) {
    describe(`a subscription over three subgraphs ${place}, planned by ${planner}`, () => {
      const start = () => serve({ engine: { planner } });

      it("streams events that the other subgraphs complete, with what one requires of two", async () => {
        await using served = await start();
        const client = connect(served.socketUrl);
        const listening = listen(client, moved, { variables: { skus: ["a"] } });
        await vi.waitFor(() => expect(served.feed.counts.opened).toBe(1));
        served.feed.publish(movedA);
        served.feed.publish({ by: 7, sku: "bcd", left: 11 });
        expect(await listening.next()).toEqual({ data: { change: changeA } });
        expect(await listening.next()).toEqual({
          data: { change: { by: 7, item: { sku: "bcd", title: "Item BCD", freight: "300 g of 11" } } },
        });
        await listening.stop();
        await client.dispose();
      });

      it("ends the stream at its subgraph once when the client has heard enough, however quiet it is", async () => {
        await using served = await start();
        const client = connect(served.socketUrl);
        const listening = listen(client, moved);
        await vi.waitFor(() => expect(served.feed.counts.opened).toBe(1));
        await listening.stop();
        await vi.waitFor(() => expect(served.feed.counts.ended).toBe(1));
        const again = listen(client, moved);
        await vi.waitFor(() => expect(served.feed.counts).toEqual({ opened: 2, ended: 1 }));
        await again.stop();
        await client.dispose();
        await vi.waitFor(() => expect(served.feed.counts).toEqual({ opened: 2, ended: 2 }));
      });

      it("ends the stream at its subgraph once when the client is gone", async () => {
        await using served = await start();
        const client = connect(served.socketUrl);
        const listening = listen(client, moved);
        listening.next().catch(() => undefined);
        await vi.waitFor(() => expect(served.feed.counts.opened).toBe(1));
        client.terminate();
        await vi.waitFor(() => expect(served.feed.counts).toEqual({ opened: 1, ended: 1 }));
      });

      it("completes when the subgraph's stream does", async () => {
        await using served = await start();
        const client = connect(served.socketUrl);
        const listening = listen(client, moved);
        await vi.waitFor(() => expect(served.feed.counts.opened).toBe(1));
        served.feed.publish(movedA);
        expect(await listening.next()).toEqual({ data: { change: changeA } });
        served.feed.finish();
        expect(await listening.next()).toBeUndefined();
        await client.dispose();
      });

      const failsWithTheStream = async (): Promise<void> => {
        await using served = await start();
        const client = connect(served.socketUrl);
        const listening = listen(client, moved);
        await vi.waitFor(() => expect(served.feed.counts.opened).toBe(1));
        served.feed.finish(new Error("the store room burns: 4711"));
        const failure: unknown = await listening.next().catch((error: unknown) => error);
        expect(failure).toMatchObject([
          { message: "Something went wrong here; it is logged.", extensions: { code: "INTERNAL_SERVER_ERROR" } },
        ]);
        await client.dispose();
      };
      // The handler of graphql-sse only cuts the connection then, so the stream is opened again: nothing fails there.
      if (serve !== serveOverSse) it("fails, without saying more than it may, when the subgraph's stream does", failsWithTheStream);

      it("says why a stream does not open", async () => {
        await using served = await start();
        const client = connect(served.socketUrl);
        const refused = listen(client, "subscription { refused { by } }");
        const failure: Heard = await refused.next().then(
          (answer) => answer.errors,
          (errors: unknown) => errors,
        );
        expect(failure).toMatchObject([{ message: "Something went wrong here; it is logged." }]);
        await client.dispose();
      });

      it("keeps the stream and the rest of an event when a subgraph fails", async () => {
        await using served = await start();
        const client = connect(served.socketUrl);
        const listening = listen(client, "subscription { moved { by item { sku freight } } }");
        const naming = listen(client, "subscription { moved { item { name } by } }");
        await vi.waitFor(() => expect(served.feed.counts.opened).toBe(2));
        served.warehouse.broken.add("a");
        served.feed.publish(movedA);
        expect(await listening.next()).toEqual({ data: { moved: { by: -1, item: { sku: "a", freight: "100 g of 4" } } } });
        const { errors, data } = await naming.next();
        expect(data).toBeNull();
        expect(errors).toMatchObject([{ path: ["moved", "item", "name"], extensions: { subgraph: "catalogue" } }]);
        served.warehouse.broken.clear();
        served.feed.publish(movedA);
        expect(await naming.next()).toEqual({ data: { moved: { item: { name: "Item A" }, by: -1 } } });
        await Promise.all([listening.stop(), naming.stop()]);
        await client.dispose();
      });
    });
  }
}

describe("a subscription at a subgraph over HTTP", () => {
  it("comes back by itself when the connection to the subgraph breaks", async () => {
    await using served = await serveOverHttp();
    const client = connect(served.socketUrl);
    const listening = listen(client, moved);
    await vi.waitFor(() => expect(served.feed.counts.opened).toBe(1));
    served.dropUpstream();
    await vi.waitFor(() => expect(served.feed.counts).toEqual({ opened: 2, ended: 1 }), { timeout: 5000 });
    served.feed.publish(movedA);
    expect(await listening.next()).toEqual({ data: { change: changeA } });
    await listening.stop();
    await client.dispose();
  });

  it("fails soon, and says so, where the subgraph speaks no WebSocket", async () => {
    await using served = await serveOverHttp({ upstream: "nothing" });
    const client = connect(served.socketUrl);
    const failure: Heard = await listen(client, moved)
      .next()
      .catch((errors: unknown) => errors);
    expect(failure).toMatchObject([{ extensions: { code: "SUBGRAPH_UNAVAILABLE", subgraph: "movements", retryable: true } }]);
    await client.dispose();
  });

  it("is never shared by clients with different tokens", async () => {
    await using served = await serveOverHttp();
    const clients = ["one", "two"].map((name) => connect(served.socketUrl, { connectionParams: { Authorization: `Bearer ${name}` } }));
    const streams = clients.map((client) => listen(client, "subscription { moved { seenBy } }"));
    await vi.waitFor(() => expect(served.feed.counts.opened).toBe(2));
    served.feed.publish(movedA);
    const seen = await Promise.all(streams.map((one) => one.next()));
    expect(seen.map(({ data }) => data.moved.seenBy)).toEqual(["Bearer one", "Bearer two"]);
    await Promise.all([...streams.map((one) => one.stop()), ...clients.map((one) => one.dispose())]);
  });
});
