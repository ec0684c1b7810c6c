import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { isBound } from "./is-bound.js";

/** A TCP connection's way to a server, which a test can cut or hold up. */
export interface Wire extends AsyncDisposable {
  readonly port: number;
  /** Breaks what is open, and refuses what is opened, until it is mended. */
  readonly cut: () => void;
  readonly mend: () => void;
  /** Lets nothing through in either direction until it is released; connections stay open. */
  readonly hold: () => void;
  readonly release: () => void;
}

/** Starts a wire on a free port of this machine to another one. */
export async function startWire(target: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  let isCut = false;
  let isHeld = false;
  const keep = (socket: Socket, other: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      sockets.delete(socket);
      other.destroy();
    });
    socket.on("data", (data) => other.write(data));
    if (isHeld) socket.pause();
  };
  const server = createServer((socket) => {
    if (isCut) return void socket.destroy();
    const onward = connect(target, "127.0.0.1");
    keep(socket, onward);
    keep(onward, socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const destroyAll = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    port: isBound(address) ? address.port : 0,
    cut: () => {
      isCut = true;
      destroyAll();
    },
    mend: () => {
      isCut = false;
    },
    hold: () => {
      isHeld = true;
      sockets.forEach((socket) => socket.pause());
    },
    release: () => {
      isHeld = false;
      sockets.forEach((socket) => socket.resume());
    },
    [Symbol.asyncDispose]: async () => {
      destroyAll();
      server.close();
      await once(server, "close");
    },
  };
}
