import type { IncomingHttpHeaders } from "node:http";
import { setMaxListeners } from "node:events";
import { PasserelleError, type Clock, type TokenVerifier, type Viewer } from "#platform";
import { identify } from "../../auth/index.js";
import { createGatewayContext, type GatewayContext } from "../../engine/index.js";
import { forwardedHeaders, timeToAsk } from "../http-door.js";
import { rightsOf } from "../subscriptions/sharing-key.js";
import type { SocketWay } from "./socket-way.js";

/** One client's WebSocket, from its upgrade to its end. */
export interface SocketConnection {
  /** The headers of the upgrade. */
  readonly headers: IncomingHttpHeaders;
  /** Aborts when the socket is closed. */
  readonly gone: AbortSignal;
  /** Refuses to go on, for example when the token has expired. */
  readonly refuse: () => void;
  readonly way: SocketWay;
  /** Who speaks here; absent until `connection_init` has been accepted. */
  caller?: SocketCaller;
  /** Aborts when another token takes the place of the one that the caller came with. */
  term?: AbortController;
}

/** Whom a connection speaks for. */
export interface SocketCaller {
  readonly viewer: Viewer;
  readonly languages: readonly string[];
  readonly forwarded: Readonly<Record<string, string>>;
}

/** What a caller is told by. */
export interface CallerDeps {
  readonly verifier: TokenVerifier;
  readonly clock: Clock;
  /** Names of the headers that travel on. */
  readonly forwarded: readonly string[];
}

/** A new connection, and what ends it. */
export function openConnection({ headers, refuse, way }: Pick<SocketConnection, "headers" | "refuse" | "way">): {
  readonly connection: SocketConnection;
  readonly end: () => void;
} {
  const gone = new AbortController();
  // Each subscription listens until it ends.
  setMaxListeners(0, gone.signal);
  return { connection: { headers, gone: gone.signal, refuse, way }, end: () => gone.abort(new Error("the client went away")) };
}

/**
 * Who speaks on a connection: the payload of `connection_init` says it as headers do (`Authorization`, `Accept-Language`), where it does not,
 * those of the upgrade count. Throws `InvalidToken`.
 */
export async function callerOn(
  { headers, gone }: SocketConnection,
  payload: Readonly<Record<string, unknown>> | undefined,
  { verifier, clock, forwarded }: CallerDeps,
): Promise<SocketCaller> {
  const said = { ...headers, ...headersIn(payload, [...identifying, ...forwarded]) };
  const { viewer, languages } = await identify(said, verifier, { deadline: clock.now(), signal: gone });
  return { viewer, languages, forwarded: forwardedHeaders(said, forwarded) };
}

/** Refuses a connection when its token expires, unless it was renewed: what streams on it was allowed to that token. */
export function endWithToken(connection: SocketConnection, { viewer }: SocketCaller, clock: Clock): void {
  const { gone, refuse } = connection;
  connection.term?.abort();
  connection.term = new AbortController();
  if (viewer.expiresAt === undefined) return;
  const leftMs = Math.max(0, viewer.expiresAt - clock.now());
  if (leftMs > longestMs) return;
  clock.wait(leftMs, AbortSignal.any([gone, connection.term.signal])).then(refuse, () => undefined);
}

/**
 * Takes a new token over from a message `{"type":"ping","payload":{"authorization":"Bearer …"}}`. It must give the same viewer the same rights,
 * since what streams already was allowed to those; else the connection is refused, as with a token that is not valid.
 */
export async function renewToken(connection: SocketConnection, payload: unknown, deps: CallerDeps): Promise<void> {
  const { caller, refuse } = connection;
  const said = headersIn(asRecord(payload), ["authorization"]);
  if (said["authorization"] === undefined || caller === undefined) return;
  try {
    const renewed = await callerOn(connection, { ...caller.forwarded, ...said }, deps);
    if (rightsOf(renewed.viewer) !== rightsOf(caller.viewer)) return refuse();
    connection.caller = { ...renewed, languages: caller.languages };
    endWithToken(connection, renewed, deps.clock);
  } catch (error) {
    if (!(error instanceof PasserelleError)) throw error;
    refuse();
  }
}

function asRecord(payload: unknown): Readonly<Record<string, unknown>> {
  return typeof payload === "object" && payload !== null ? { ...payload } : {};
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
