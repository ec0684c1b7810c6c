import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** The connections of a server. */
export interface Connections {
  /** Ends those that carry no request, and from then on each of the others as soon as its last answer is out. */
  readonly letGo: () => void;
  /** Leaves a connection to those who speak another protocol on it now, such as WebSocket. */
  readonly leave: (socket: Socket) => void;
}

/**
 * Makes a server's connections end with it.
 *
 * Node keeps a connection that was busy when the server closed, and one on which nothing was ever asked, until the client or a time-out ends it.
 */
export function connectionsOf(server: Server): Connections {
  const underWay = new Map<Socket, number>();
  let isLettingGo = false;
  const settle = (socket: Socket, change: number): void => {
    const left = (underWay.get(socket) ?? 0) + change;
    underWay.set(socket, left);
    if (isLettingGo && left <= 0) socket.end();
  };
  server.on("connection", (socket: Socket) => {
    underWay.set(socket, 0);
    socket.once("close", () => underWay.delete(socket));
  });
  server.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
    settle(socket, 1);
    response.once("close", () => {
      if (underWay.has(socket)) settle(socket, -1);
    });
  });
  return {
    leave: (socket) => underWay.delete(socket),
    letGo: () => {
      isLettingGo = true;
      for (const socket of underWay.keys()) settle(socket, 0);
    },
  };
}
