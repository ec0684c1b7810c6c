import { createServer, request as sendOn, type IncomingMessage, type ServerResponse } from "node:http";
import { request as sendOnSecurely } from "node:https";
import type { CallCounter, FaultDriver, SuiteFault } from "./contract-world.js";

/** Stands in front of a system, passes everything on, counts it, and fails on demand. */
export interface FaultProxy extends AsyncDisposable {
  readonly origin: string;
  readonly faults: FaultDriver;
  readonly calls: CallCounter;
}

/** Starts a proxy on a free port. The `Host` header is passed on as it came, so that the system's links lead through the proxy too. */
export async function startFaultProxy(target: URL): Promise<FaultProxy> {
  let active: SuiteFault[] = [];
  let total = 0;
  const take = (): SuiteFault | undefined => {
    const [first, ...others] = active;
    if (first?.times !== undefined) active = first.times > 1 ? [{ ...first, times: first.times - 1 }, ...others] : others;
    return first;
  };
  const server = createServer((request, response) => {
    total += 1;
    const fault = take();
    if (fault === undefined) passOn(target, request, response);
    else suffer(fault, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    faults: {
      add: (faults) => void active.push(...faults),
      clear: () => {
        active = [];
      },
    },
    calls: {
      read: () => ({ total }),
      reset: () => {
        total = 0;
      },
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function passOn(target: URL, request: IncomingMessage, response: ServerResponse): void {
  const send = target.protocol === "https:" ? sendOnSecurely : sendOn;
  const { method, headers, url } = request;
  const onward = send(target.origin + (url ?? "/"), { method: method ?? "GET", headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  response.on("close", () => onward.destroy());
  request.pipe(onward);
}

function suffer({ fault, status = 500, retryAfter }: SuiteFault, request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  if (fault === "reset") request.socket.resetAndDestroy();
  if (fault === "garbage") response.writeHead(200, { "content-type": "text/html" }).end("<html><h1>We will be rig");
  if (fault === "status") {
    const hint = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
    response.writeHead(status, { "content-type": "application/json", ...hint }).end('{"error":"fault on demand"}');
  }
}
