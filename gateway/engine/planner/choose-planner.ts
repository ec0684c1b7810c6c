import type { Supergraph } from "@apollo/federation-internals";
import type { Logger } from "pino";
import { apolloPlanner } from "./apollo-planner.js";
import type { Planner } from "./planner.js";

/** Which planner is wanted; `auto` takes the Rust one where it loads. */
export type PlannerChoice = "auto" | "hive" | "apollo";

/** Loads the wanted planner. Throws when `hive` is wanted and its add-on does not load here. */
export async function choosePlanner(
  choice: PlannerChoice,
  { supergraph, sdl }: { readonly supergraph: Supergraph; readonly sdl: string },
  log: Logger,
): Promise<Planner> {
  if (choice === "apollo") return apolloPlanner(supergraph);
  try {
    const { hivePlanner } = await import("./hive-planner.js");
    return hivePlanner(sdl);
  } catch (cause) {
    if (choice === "hive") throw cause;
    log.warn({ err: cause }, "the Rust query planner does not load on this platform; @apollo/query-planner plans instead");
    return apolloPlanner(supergraph);
  }
}
