/** A subscriber to stock over WebSocket, by the protocol graphql-transport-ws (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md). */
export interface StockHearing extends Disposable {
  /** Resolves when a message tells of this quantity, with the moment at which it came, by `performance.now()`. Throws after ten seconds. */
  readonly heard: (sku: string, quantity: number) => Promise<number>;
}

const longestMs = 10_000;
const document = `subscription ($skus: [ID!]!) { stockChanged(skus: $skus) { product { sku } stock { levels { onHand } } } }`;

/** Subscribes to products at a gateway; resolves when all their states have come. */
export async function hearStock(gateway: string, skus: readonly string[]): Promise<StockHearing> {
  const socket = new WebSocket(gateway.replace("http", "ws"), "graphql-transport-ws");
  const came = new Map<string, number>();
  const waiting = new Map<string, (at: number) => void>();
  const states = new Set<string>();
  const ready = Promise.withResolvers<void>();
  socket.addEventListener("open", () => socket.send(JSON.stringify({ type: "connection_init" })));
  socket.addEventListener("close", ({ code }) => ready.reject(new Error(`The gateway closed the socket with ${code}.`)));
  socket.addEventListener("message", ({ data }) => {
    const at = performance.now();
    const message = JSON.parse(String(data));
    if (message.type === "connection_ack")
      socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query: document, variables: { skus } } }));
    if (message.type === "ping") socket.send(JSON.stringify({ type: "pong" }));
    const told = message.payload?.data?.stockChanged;
    if (message.type !== "next" || told === undefined) return;
    for (const { onHand } of told.stock.levels) {
      const key = `${told.product.sku} ${onHand}`;
      if (!came.has(key)) came.set(key, at);
      waiting.get(key)?.(at);
      waiting.delete(key);
    }
    if (states.add(told.product.sku).size === skus.length) ready.resolve();
  });
  await ready.promise;
  return {
    heard: async (sku, quantity) => {
      const key = `${sku} ${quantity}`;
      const at = came.get(key);
      if (at !== undefined) return at;
      return await new Promise((resolve, reject) => {
        const tooLate = setTimeout(() => reject(new Error(`Nobody told that ${sku} has ${quantity}.`)), longestMs);
        waiting.set(key, (heardAt) => {
          clearTimeout(tooLate);
          resolve(heardAt);
        });
      });
    },
    [Symbol.dispose]: () => socket.close(),
  };
}
