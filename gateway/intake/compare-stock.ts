import type { Logger } from "pino";
import { ANY, type Clock, type EventBus } from "#platform";
import type { Change, StockPort } from "#sdk";
import type { IntakeInstruments } from "./instruments.js";
import { tell } from "./poll-feed.js";
import { createStateTable, digest64, type StateTable } from "./state-table.js";

/** What a comparison of one system needs. */
export interface ComparisonOptions {
  readonly system: string;
  readonly stock: StockPort;
  readonly bus: Pick<EventBus, "publish" | "onApply">;
  readonly clock: Clock;
  readonly log: Logger;
  readonly instruments: IntakeInstruments;
  /** How long a change may still be on its way through another intake; absent when there is none: then a comparison is the only feed. */
  readonly graceMs?: number | undefined;
}

/** Compares all stock of a system with what was seen before. */
export interface StockComparison {
  /** Reads everything once; tells what differs and was not told. Throws what the system throws; then nothing was noted. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  readonly close: () => void;
}

/** Most products that are told one by one; more at once are told as "all of them". */
const mostNamed = 10_000;
const scanLimitMs = 3_600_000;

/**
 * Compares in full, page by page: of each product a digest of its state is kept, nothing else. What nobody told of is drift: it is told now,
 * counted and logged. The first run only notes; where it is the only feed, it says that everything may have changed.
 */
export function createStockComparison(options: ComparisonOptions): StockComparison {
  const told = followTold(options);
  let known: StateTable | undefined;
  return {
    close: told.close,
    run: async (signal) => {
      told.begin();
      const found = await scan(options, known, signal);
      if (options.graceMs !== undefined) await options.clock.wait(options.graceMs, signal);
      const drifted = options.graceMs === undefined ? found.differing : found.differing.filter((sku) => !told.has(sku));
      const isAll = found.isUnknown ? options.graceMs === undefined : found.isBeyond || found.vanished > 0;
      const subjects = isAll ? [ANY] : drifted;
      await tell(options.system, subjects.map(stockChange), options);
      told.forget(subjects);
      known = found.table;
      report(options, { records: found.table.size(), drift: options.graceMs === undefined ? 0 : drifted.length });
    },
  };
}

interface Found {
  readonly table: StateTable;
  readonly differing: readonly string[];
  readonly vanished: number;
  /** More differ than are named. */
  readonly isBeyond: boolean;
  /** There was nothing to compare with. */
  readonly isUnknown: boolean;
}

async function scan({ stock, clock }: ComparisonOptions, known: StateTable | undefined, signal: AbortSignal): Promise<Found> {
  const table = createStateTable();
  const differing: string[] = [];
  let [differ, kept] = [0, 0];
  for await (const page of stock.scan({ signal, deadline: clock.now() + scanLimitMs })) {
    for (const { sku, version } of page) {
      const state = digest64(version);
      const before = known?.get(sku);
      table.set(sku, state);
      if (before !== undefined) kept += 1;
      if (known === undefined || before === state) continue;
      differ += 1;
      if (differ <= mostNamed) differing.push(sku);
    }
  }
  return { table, differing, vanished: (known?.size() ?? 0) - kept, isBeyond: differ > mostNamed, isUnknown: known === undefined };
}

function stockChange(subject: string): Change {
  return { type: "stock.changed", subject };
}

function report({ system, log, instruments }: ComparisonOptions, result: { readonly records: number; readonly drift: number }): void {
  instruments.compared(system, result);
  const level = result.drift > 0 ? "warn" : "debug";
  log[level]({ system, ...result }, result.drift > 0 ? "stock had changed without a notice" : "stock compared");
}

interface Told {
  /** Whether a product was told since the comparison before began. */
  readonly has: (sku: string) => boolean;
  /** What a comparison told says nothing about the next one. */
  readonly forget: (subjects: readonly string[]) => void;
  /** A comparison begins. */
  readonly begin: () => void;
  readonly close: () => void;
}

const mostTold = 100_000;

function followTold({ bus, system }: Pick<ComparisonOptions, "bus" | "system">): Told {
  let [before, now] = [new Set<string>(), new Set<string>()];
  const close = bus.onApply((event) => {
    if (event.system !== system || event.type !== "stock.changed") return;
    // Beyond the bound, everything counts as told: a comparison then finds no drift rather than a false one.
    now.add(now.size < mostTold ? event.subject : ANY);
  });
  return {
    close,
    has: (sku) => [before, now].some((set) => set.has(sku) || set.has(ANY)),
    forget: (subjects) => {
      for (const subject of subjects) now.delete(subject);
    },
    begin: () => {
      [before, now] = [now, new Set()];
    },
  };
}
