import fc from "fast-check";
import { WebSocket } from "ws";
import { oddDocument, oddVariables, sane } from "./operations.js";

/** Messages for one WebSocket, in order. */
export interface SocketShot {
  readonly protocol: string;
  readonly frames: readonly (string | Buffer)[];
  /** Whether the client goes away without closing. */
  readonly vanishes: boolean;
}

const id = fc.constantFrom("1", "2", "", "__proto__", "x".repeat(5_000));
const payload = fc.record({
  query: fc.oneof(oddDocument, fc.constantFrom(...sane)),
  variables: oddVariables,
  operationName: fc.constantFrom(undefined, "S", 7),
});
const message = fc.oneof(
  fc.constant({ type: "connection_init" }),
  fc.record({ type: fc.constant("connection_init"), payload: fc.jsonValue() }),
  { weight: 4, arbitrary: fc.record({ type: fc.constant("subscribe"), id, payload }) },
  fc.record({ type: fc.constantFrom("complete", "next", "error", "start", "stop", "connection_terminate"), id }),
  fc.record({ type: fc.constantFrom("ping", "pong"), payload: fc.jsonValue() }),
  fc.jsonValue(),
);
const frame: fc.Arbitrary<string | Buffer> = fc.oneof(
  { weight: 6, arbitrary: message.map((value) => JSON.stringify(value) ?? "undefined") },
  fc.tuple(message, fc.nat(200)).map(([value, at]) => (JSON.stringify(value) ?? "").slice(0, at)),
  fc.string({ unit: "binary", maxLength: 100 }),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(1_000, 300_000, 3_000_000).map((n) => JSON.stringify({ type: "ping", payload: { a: "x".repeat(n) } })),
);

/** A shot at the WebSocket door: two of three begin as the protocol wants it. */
export const socketShot: fc.Arbitrary<SocketShot> = fc
  .record({
    protocol: fc.oneof({ weight: 8, arbitrary: fc.constant("graphql-transport-ws") }, fc.constantFrom("graphql-ws", "nonsense")),
    begins: fc.constantFrom(true, true, false),
    frames: fc.array(frame, { maxLength: 20 }),
    vanishes: fc.boolean(),
  })
  .map(({ protocol, begins, frames, vanishes }) => ({
    protocol,
    vanishes,
    frames: begins ? [JSON.stringify({ type: "connection_init" }), ...frames] : frames,
  }));

/** Sends the messages and leaves. Resolves when the connection is over here, `false` when that took longer than `withinMs`. */
export function fireSocket(url: string, { protocol, frames, vanishes }: SocketShot, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, protocol);
    const finish = (isOver: boolean): void => {
      clearTimeout(timer);
      socket.terminate();
      resolve(isOver);
    };
    const timer = setTimeout(() => finish(false), withinMs);
    socket.on("error", () => undefined);
    socket.once("close", () => finish(true));
    socket.once("open", () => {
      for (const one of frames) socket.send(one);
      // The answer to a ping after all the rest says that the server has read it; a close says so too.
      socket.once("pong", () => (vanishes ? socket.terminate() : socket.close(1000)));
      socket.ping();
    });
  });
}
