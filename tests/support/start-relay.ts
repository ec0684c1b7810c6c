import { createServer, request as send, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import { isBound } from "./is-bound.js";

/** What a relay does with what it gets. */
export type RelayMode = "pass" | "hang" | "reset" | "unavailable" | "garbage";

/** Stands before an HTTP server: shows what reached it, and fails when told to. */
export interface Relay extends AsyncDisposable {
  /** The address to use instead of the server's. */
  readonly address: string;
  /** Headers of the requests that it got, in order. */
  readonly seen: readonly IncomingHttpHeaders[];
  readonly forget: () => void;
  readonly turn: (mode: RelayMode) => void;
}

/** Starts a relay on a free port before `target`, the address of a server or of one endpoint; paths stay as they are. */
export async function startRelay(target: string): Promise<Relay> {
  const seen: IncomingHttpHeaders[] = [];
  let mode: RelayMode = "pass";
  const server = createServer((request, response) => {
    seen.push(request.headers);
    behave(mode, { target, request, response });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    address: `http://127.0.0.1:${isBound(address) ? address.port : 0}${new URL(target).pathname.replace(/\/$/, "")}`,
    seen,
    forget: () => void seen.splice(0),
    turn: (next) => {
      mode = next;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

interface Exchange {
  readonly target: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

function behave(mode: RelayMode, exchange: Exchange): void {
  const { request, response } = exchange;
  if (mode === "pass") return pass(exchange);
  if (mode === "reset") return void request.socket.resetAndDestroy();
  if (mode === "unavailable") return void response.writeHead(503).end("down for maintenance");
  if (mode === "garbage") return void response.writeHead(200, { "content-type": "application/json" }).end("<html>");
}

function pass({ target, request, response }: Exchange): void {
  const { method, headers } = request;
  const onward = send(new URL(request.url ?? "/", target), { method: method ?? "POST", headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  request.pipe(onward);
}
