/** A right that one node at a time has, for as long as it says so itself. */
export interface Lease {
  /** Whether it is certainly still ours: judged by our own clock from before the last renewal was asked for. */
  readonly isHeld: () => boolean;
  /** Asks for more time; `false` when somebody else has it by now, and then it is over. Throws when nobody can be asked. */
  readonly renew: () => Promise<boolean>;
  /** Gives it back, so that another node need not wait until it runs out. Never throws. */
  readonly release: () => Promise<void>;
}

/** Gives leases, one holder for each name on all nodes that share it. */
export interface Leases {
  /** `undefined` when another node holds it. Throws when nobody can be asked. */
  readonly tryHold: (name: string) => Promise<Lease | undefined>;
  readonly close: () => Promise<void>;
}

/** Leases within this process, for a gateway that runs alone. */
export function createLocalLeases(): Leases {
  const held = new Set<string>();
  return {
    tryHold: async (name) => {
      if (held.has(name)) return undefined;
      held.add(name);
      let isOurs = true;
      return {
        isHeld: () => isOurs,
        renew: async () => isOurs,
        release: async () => {
          if (isOurs) held.delete(name);
          isOurs = false;
        },
      };
    },
    close: async () => held.clear(),
  };
}
