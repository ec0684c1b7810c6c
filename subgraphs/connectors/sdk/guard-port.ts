import { context, trace, type Attributes, type Counter } from "@opentelemetry/api";
import { inSpan, markFailed, PasserelleError, type Telemetry } from "#platform";
import { SystemBadAnswer, SystemTimeout } from "./errors.js";

/** What the guard of one system's ports needs. */
export interface PortGuard {
  readonly system: string;
  readonly telemetry: Telemetry;
  /** `passerelle_port_calls_total`. */
  readonly calls: Counter;
}

interface PortCall {
  readonly port: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

type Method = (...args: unknown[]) => unknown;

/**
 * The same port with each call traced and counted, and every error one of ours: what a connector stumbles over in an answer becomes
 * `SystemBadAnswer` with its cause.
 */
export function guardPort<Port extends object>(name: string, port: Port, guard: PortGuard): Port {
  const guarded = new Map<PropertyKey, Method>();
  return new Proxy(port, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== "function" || typeof key !== "string") return member;
      const known = guarded.get(key) ?? guardMethod({ port: name, method: key }, (...args) => Reflect.apply(member, target, args), guard);
      guarded.set(key, known);
      return known;
    },
  });
}

function guardMethod(named: Omit<PortCall, "args">, method: Method, guard: PortGuard): Method {
  return (...args) => {
    const call: PortCall = { ...named, args };
    guard.calls.add(1, { system: guard.system, port: call.port, method: call.method });
    if (call.method === "scan") return guardScan(call, () => method(...args), guard);
    const start = { name: `port ${call.port}.${call.method}`, attributes: attributesOf(call, guard) };
    return inSpan(guard.telemetry.tracer, start, async () => {
      try {
        return await method(...args);
      } catch (error) {
        throw ours(error, call, guard);
      }
    });
  };
}

async function* guardScan(call: PortCall, scan: () => unknown, guard: PortGuard): AsyncGenerator<unknown> {
  const span = guard.telemetry.tracer.startSpan(`port ${call.port}.${call.method}`, { attributes: attributesOf(call, guard) });
  const active = trace.setSpan(context.active(), span);
  let pages: AsyncIterator<unknown> | undefined;
  try {
    pages = pagesOf(scan())[Symbol.asyncIterator]();
    const pull = pages.next.bind(pages);
    for (let page = await context.with(active, pull); page.done !== true; page = await context.with(active, pull)) yield page.value;
    pages = undefined;
  } catch (error) {
    pages = undefined;
    const known = ours(error, call, guard);
    markFailed(span, known);
    throw known;
  } finally {
    // Still set when the caller stopped before the end: the connector's own clean-up runs.
    await pages?.return?.();
    span.end();
  }
}

function pagesOf(value: unknown): AsyncIterable<unknown> {
  if (isAsyncIterable(value)) return value;
  throw new TypeError("scan gave no async iterable");
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

function ours(error: unknown, call: PortCall, { system }: PortGuard): PasserelleError {
  if (error instanceof PasserelleError) return error;
  const where = { system, operation: `${call.port}.${call.method}` };
  if (isAbandoned(call)) return new SystemTimeout({ ...where, reason: "nobody waits any more" }, { cause: error });
  // Only the kind of error: its message may quote the answer.
  return new SystemBadAnswer({ ...where, reason: error instanceof Error ? error.name : "unknown failure" }, { cause: error });
}

function isAbandoned({ args }: PortCall): boolean {
  const call = args.at(-1);
  return typeof call === "object" && call !== null && "signal" in call && call.signal instanceof AbortSignal && call.signal.aborted;
}

function attributesOf({ port, method, args }: PortCall, { system }: PortGuard): Attributes {
  const [first] = args;
  const size = Array.isArray(first) ? { "passerelle.batch_size": first.length } : {};
  return { "passerelle.system": system, "passerelle.port": port, "passerelle.method": method, ...size };
}
