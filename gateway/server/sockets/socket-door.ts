import type { FastifyInstance } from "fastify";
import { handleProtocols, makeServer, type Server } from "graphql-ws";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { keepAlive } from "./keep-alive.js";
import { openConnection, type SocketConnection } from "./socket-connection.js";
import { socketWay } from "./socket-way.js";
import { socketOperations, type SocketOperationOptions, type UnderWay } from "./socket-operations.js";

const goingAway = 1001;
const forbidden = 4403;
const internalError = 4500;

/** How long a client may take to answer a closing handshake, in milliseconds. */
const handshakeMs = 1000;

/**
 * Puts GraphQL over WebSocket (graphql-transport-ws) at `/graphql`. Queries and mutations under way are finished when the server closes; clients
 * are then told with 1001 to go elsewhere, where they subscribe again.
 */
export function serveSockets(app: FastifyInstance, options: SocketOperationOptions): void {
  const { settings, telemetry } = options;
  const underWay: UnderWay = { isStopping: false, operations: new Set() };
  const protocol = makeServer(socketOperations(options, underWay));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: settings.bodyLimitBytes, handleProtocols });
  const open = telemetry.meter.createUpDownCounter("passerelle_websocket_connections", { description: "Open WebSockets of clients." });
  app.server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (pathOf(request) !== "/graphql") return refuse(socket, "404 Not Found");
    if (underWay.isStopping || sockets.clients.size >= settings.webSocket.maxConnections) return refuse(socket, "503 Service Unavailable");
    app.leaveConnection(request.socket);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      open.add(1);
      webSocket.once("close", () => open.add(-1));
      serve(webSocket, request, { protocol, options });
    });
  });
  app.addHook("preClose", () => close(sockets, underWay, settings.shutdownGraceMs));
}

function pathOf({ url = "" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? "";
}

function refuse(socket: Duplex, status: string): void {
  socket.on("error", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

interface Serving {
  readonly protocol: Server<SocketConnection>;
  readonly options: SocketOperationOptions;
}

function serve(socket: WebSocket, request: IncomingMessage, { protocol, options }: Serving): void {
  const { log, settings } = options;
  const way = socketWay(socket, settings.subscriptions.maxUnsentBytes);
  const refuse = (): void => socket.close(forbidden, "Forbidden");
  const { connection, end } = openConnection({ headers: request.headers, refuse, way });
  const stopHeartbeat = keepAlive(socket, settings.webSocket.keepAliveMs);
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: way.say,
      // The payload may hold a token, which is not sent around.
      onPing: () => way.say('{"type":"pong"}'),
      onPong: () => undefined,
      close: (code, reason) => socket.close(code, shortReason(reason)),
      onMessage: (receive) =>
        socket.on("message", (data) => {
          receive(String(data)).catch((error: unknown) => {
            log.error({ err: error }, "a message over a WebSocket failed unexpectedly");
            socket.close(internalError, "Internal server error");
          });
        }),
    },
    connection,
  );
  socket.on("error", (error) => log.debug({ err: error }, "a WebSocket failed"));
  socket.once("close", (code, reason) => {
    stopHeartbeat();
    end();
    closed(code, reason.toString("utf8")).catch((error: unknown) => log.error({ err: error }, "a subscription failed while it was ended"));
  });
}

/** Longest reason of a close frame, in bytes (RFC 6455, section 5.5: 125 with the code). */
const longestReason = 123;

// The protocol's reasons repeat what a client has sent, such as an operation's id.
function shortReason(reason = ""): string {
  if (Buffer.byteLength(reason) <= longestReason) return reason;
  const cut = Buffer.from(reason).subarray(0, longestReason - 3);
  return new TextDecoder().decode(cut, { stream: true });
}

async function close(sockets: WebSocketServer, underWay: UnderWay, graceMs: number): Promise<void> {
  underWay.isStopping = true;
  await within(graceMs, Promise.all(underWay.operations));
  const closed = [...sockets.clients].map((socket) => new Promise<void>((resolve) => socket.once("close", () => resolve())));
  for (const socket of sockets.clients) socket.close(goingAway, "Going away");
  await within(handshakeMs, Promise.all(closed));
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work, late]);
  clearTimeout(timer);
}
