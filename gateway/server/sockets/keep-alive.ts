import type { WebSocket } from "ws";

/** Pings a client now and then, and gives up on one that does not answer until the next ping (RFC 6455 §5.5.2). Gives what stops it. */
export function keepAlive(socket: WebSocket, intervalMs: number): () => void {
  let isAlive = true;
  socket.on("pong", () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, intervalMs);
  return () => clearInterval(timer);
}
