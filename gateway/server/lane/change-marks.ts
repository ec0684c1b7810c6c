import { changeTags, type ChangeFence, type Cursor } from "#platform";
import type { ApolloServerPlugin } from "@apollo/server";
import type { GatewayContext } from "../../engine/index.js";
import type { Mark } from "./flights.js";

/** Moments between changes, as far as this node knows of them. */
export interface ChangeMarks {
  /** This moment; `undefined` while this node does not hear of every change. */
  readonly mark: () => Mark | undefined;
  /** A mutation through this gateway has ended. */
  readonly mutated: () => void;
  /** Hears of the mutations that Apollo Server answers. */
  readonly plugin: ApolloServerPlugin<GatewayContext>;
}

/** What a node knows of changes in connected systems. */
export type Changes = Pick<ChangeFence, "now" | "stands" | "isCurrent">;

/** Moments by the fence where there is one, and by the mutations that this gateway has answered. */
export function createChangeMarks(changes: Changes | undefined): ChangeMarks {
  const anything = changeTags({});
  let mutations = 0;
  const mutated = (): void => {
    mutations += 1;
  };
  const untouched = (cursor: Cursor | undefined): boolean =>
    changes === undefined || cursor === undefined || (changes.isCurrent() && changes.stands(cursor, anything));
  return {
    mutated,
    mark: () => {
      if (changes?.isCurrent() === false) return undefined;
      const cursor = changes?.now();
      const before = mutations;
      return { stands: () => mutations === before && untouched(cursor) };
    },
    plugin: {
      requestDidStart: () =>
        Promise.resolve({
          willSendResponse: ({ operation }) => {
            if (operation?.operation === "mutation") mutated();
            return Promise.resolve();
          },
        }),
    },
  };
}
