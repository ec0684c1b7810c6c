import type { Clock } from "#platform";
import type { Call } from "./call.js";
import { SystemTimeout } from "./errors.js";
import { startPatience, within } from "./http/patience.js";

/** Time that shared work gets, whoever waits for it. */
const sharedWorkMs = 30_000;

/** Whose work is shared, for the errors. */
export interface SharedWork {
  readonly system: string;
  readonly operation: string;
  readonly clock: Clock;
}

/**
 * The call that shared work runs under: its own time limit and no caller's signal, so that the first caller's leaving fails nobody else.
 */
export function sharedCall(clock: Clock): Call {
  return { deadline: clock.now() + sharedWorkMs };
}

/** Waits for shared work as long as this caller may; throws `SystemTimeout` when the deadline passes or the caller leaves. */
export async function awaitShared<Result>(work: Promise<Result>, call: Call, { clock, system, operation }: SharedWork): Promise<Result> {
  using patience = startPatience(call, clock);
  try {
    return await within(work, patience.signal);
  } catch (error) {
    if (error !== patience.signal.reason || !(error instanceof Error)) throw error;
    throw new SystemTimeout({ system, operation, reason: error.message }, { cause: error });
  }
}
