import { randomUUID } from "node:crypto";
import { connect, type Socket } from "node:net";

/** A client of graphql-transport-ws that counts the messages it gets and looks no further: very many have to run beside the server. */
export interface RawSubscriber {
  /** Stops reading. */
  readonly pause: () => void;
  readonly close: () => void;
}

const subscription = "subscription { changed { kind cursor available item { sku name price } } }";

const ping = 9;
const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

/** Connects and subscribes; `told` is called for each `next`. */
export async function rawSubscriber(port: number, told: () => void): Promise<RawSubscriber> {
  const socket = connect(port, "127.0.0.1");
  const upgraded = Promise.withResolvers<void>();
  socket.on("error", upgraded.reject);
  socket.setNoDelay();
  const upgrade = ["GET /graphql HTTP/1.1", `Host: 127.0.0.1:${port}`, "Connection: Upgrade", "Upgrade: websocket"];
  const key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
  socket.write([...upgrade, key, "Sec-WebSocket-Version: 13", "Sec-WebSocket-Protocol: graphql-transport-ws", "", ""].join("\r\n"));
  let rest: Buffer = Buffer.alloc(0);
  let isUpgraded = false;
  socket.on("data", (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (!isUpgraded) {
      const end = rest.indexOf("\r\n\r\n");
      if (end < 0) return;
      rest = rest.subarray(end + 4);
      isUpgraded = true;
      say(socket, { type: "connection_init" });
    }
    rest = eachFrame(rest, (opcode, text) => {
      if (opcode === ping) return void socket.write(pong);
      if (text.includes('"type":"next"')) return told();
      if (!text.includes('"connection_ack"')) return undefined;
      say(socket, { id: randomUUID(), type: "subscribe", payload: { query: subscription } });
      return upgraded.resolve();
    });
  });
  await upgraded.promise;
  return { pause: () => socket.pause(), close: () => socket.destroy() };
}

// RFC 6455 §5.2: a client's frames are masked; a mask of zeros leaves them as they are.
function say(socket: Socket, message: object): void {
  const text = Buffer.from(JSON.stringify(message));
  const length = text.length < 126 ? [0x80 | text.length] : [0x80 | 126, text.length >> 8, text.length & 0xff];
  socket.write(Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), text]));
}

function eachFrame(data: Buffer, take: (opcode: number, payload: Buffer) => void): Buffer {
  let at = 0;
  while (data.length - at >= 2) {
    const short = data.readUInt8(at + 1) & 0x7f;
    const head = short === 126 ? 4 : 2;
    if (data.length - at < head) break;
    const length = short === 126 ? data.readUInt16BE(at + 2) : short;
    if (data.length - at < head + length) break;
    take(data.readUInt8(at) & 0x0f, data.subarray(at + head, at + head + length));
    at += head + length;
  }
  return data.subarray(at);
}
