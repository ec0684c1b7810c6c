import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startStack, type Stack } from "../../support/start-stack.js";

const body = '{"query":"{ systems { name } }"}';
const rest = `content-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`;

describe("the Host header", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  const send = async (head: string): Promise<string> => {
    const socket = connect(Number(new URL(stack.url).port), "127.0.0.1");
    let text = "";
    socket.on("data", (chunk) => (text += chunk.toString()));
    socket.end(`${head}\r\n${rest}`);
    await once(socket, "close");
    return text;
  };

  it.each(["12$.0.0.1:x y", "[::1", "a b"])("is refused when it is %j", async (host) => {
    const text = await send(`POST /graphql HTTP/1.1\r\nHost: ${host}`);
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).toContain('"code":"BAD_REQUEST"');
  });

  it.each(["POST /graphql HTTP/1.0", "POST /graphql HTTP/1.1\r\nHost: [::1]:4000", "POST /graphql HTTP/1.1\r\nHost: shop.example"])(
    "may be any that is one, and absent before HTTP/1.1: %j",
    async (head) => {
      const text = await send(head);
      expect(text).toMatch(/^HTTP\/1\.1 200 /);
      expect(text).toContain('{"name":"erp"}');
    },
  );
});
