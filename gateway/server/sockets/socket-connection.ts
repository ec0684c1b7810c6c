import type { IncomingHttpHeaders } from "node:http";
import { setMaxListeners } from "node:events";
import type { Clock, TokenVerifier, Viewer } from "#platform";
import { identify } from "../../auth/index.js";
import { createGatewayContext, type GatewayContext } from "../../engine/index.js";
import { forwardedHeaders, timeToAsk } from "../http-door.js";

/** One client's WebSocket, from its upgrade to its end. */
export interface SocketConnection {
  /** The headers of the upgrade. */
  readonly headers: IncomingHttpHeaders;
  /** Aborts when the socket is closed. */
  readonly gone: AbortSignal;
  /** Refuses to go on, for example when the token has expired. */
  readonly refuse: () => void;
  /** Who speaks here; absent until `connection_init` has been accepted. */
  caller?: SocketCaller;
}

/** Whom a connection speaks for. */
export interface SocketCaller {
  readonly viewer: Viewer;
  readonly languages: readonly string[];
  readonly forwarded: Readonly<Record<string, string>>;
}

/** A new connection, and what ends it. */
export function openConnection(
  headers: IncomingHttpHeaders,
  refuse: () => void,
): { readonly connection: SocketConnection; readonly end: () => void } {
  const gone = new AbortController();
  // Each subscription listens until it ends.
  setMaxListeners(0, gone.signal);
  return { connection: { headers, gone: gone.signal, refuse }, end: () => gone.abort(new Error("the client went away")) };
}

/**
 * Who speaks on a connection: the payload of `connection_init` says it as headers do (`Authorization`, `Accept-Language`), where it does not,
 * those of the upgrade count. Throws `InvalidToken`.
 */
export async function callerOn(
  { headers, gone }: SocketConnection,
  payload: Readonly<Record<string, unknown>> | undefined,
  { verifier, clock, forwarded }: { readonly verifier: TokenVerifier; readonly clock: Clock; readonly forwarded: readonly string[] },
): Promise<SocketCaller> {
  const said = { ...headers, ...headersIn(payload, [...identifying, ...forwarded]) };
  const { viewer, languages } = await identify(said, verifier, { deadline: clock.now(), signal: gone });
  return { viewer, languages, forwarded: forwardedHeaders(said, forwarded) };
}

/** Refuses a connection when its token expires: what streams on it was allowed to that token. The client connects again with another. */
export function endWithToken({ gone, refuse }: SocketConnection, { viewer }: SocketCaller, clock: Clock): void {
  if (viewer.expiresAt === undefined) return;
  const leftMs = Math.max(0, viewer.expiresAt - clock.now());
  if (leftMs > longestMs) return;
  clock.wait(leftMs, gone).then(refuse, () => undefined);
}

// The longest that Node's timers can wait: close to 25 days.
const longestMs = 2 ** 31 - 1;

const identifying = ["authorization", "accept-language"];

function headersIn(payload: Readonly<Record<string, unknown>> = {}, names: readonly string[]): Record<string, string> {
  const entries = Object.entries(payload).flatMap(([name, value]) => {
    const lower = name.toLowerCase();
    return typeof value === "string" && names.some((one) => one === lower) ? [[lower, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** The context of one operation on a connection. */
export function contextOn(
  caller: SocketCaller,
  life: { readonly now: number; readonly limitMs: number; readonly signal: AbortSignal },
): GatewayContext {
  const { viewer, languages, forwarded } = caller;
  return createGatewayContext({ viewer, languages, deadline: life.now + timeToAsk(life.limitMs), signal: life.signal }, forwarded);
}
