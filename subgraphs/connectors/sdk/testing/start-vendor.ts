import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** What a vendor in a test was sent. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Answers one request; `response.destroy()` is a reset, doing nothing is a hang. */
export type Answering = (request: Received, response: ServerResponse) => void;

/** A vendor of a test: a real HTTP server on a free port. */
export interface TestVendor extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly Received[];
  /** Answers from now on. */
  readonly answerWith: (answering: Answering) => void;
}

/** Starts a vendor that answers with what it is given. */
export async function startVendor(first: Answering = json({ ok: true })): Promise<TestVendor> {
  const received: Received[] = [];
  let answering = first;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks).toString("utf8") };
      received.push(one);
      answering(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The test vendor has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    answerWith: (next) => {
      answering = next;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers with a JSON body. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Answering {
  return (_request, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  };
}

/** Answers with each in turn, the last one for ever. */
export function inTurn(...answers: readonly Answering[]): Answering {
  let turn = 0;
  return (request, response) => {
    const answer = answers[Math.min(turn, answers.length - 1)];
    turn += 1;
    answer?.(request, response);
  };
}

/** Never answers. */
export const hang: Answering = () => undefined;

/** Cuts the connection. */
export const reset: Answering = (_request, response) => {
  response.destroy();
};
