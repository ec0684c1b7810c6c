import { InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader, AggregationTemporality } from "@opentelemetry/sdk-metrics";
import { describe, expect, it } from "vitest";
import { createPlanCache } from "./plan-cache.js";

function metered() {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter });
  const meters = new MeterProvider({ readers: [reader] });
  return {
    meter: meters.getMeter("test"),
    figures: async () => {
      const { resourceMetrics } = await reader.collect();
      const points = resourceMetrics.scopeMetrics.flatMap(({ metrics }) =>
        metrics.flatMap(({ descriptor, dataPoints }) =>
          dataPoints.map(({ attributes, value }) => [[descriptor.name, ...Object.values(attributes)].join(" "), value] as const),
        ),
      );
      return Object.fromEntries(points);
    },
    [Symbol.asyncDispose]: () => meters.shutdown(),
  };
}

describe("the plan cache", () => {
  it("makes a plan once, and gives up the one not used for longest beyond its bound", async () => {
    await using metrics = metered();
    const cache = createPlanCache<{ key: string }>(2, metrics.meter);
    const made: string[] = [];
    const planFor = (key: string) =>
      cache.planFor(key, () => {
        made.push(key);
        return { key };
      });
    for (const key of ["a", "b", "a", "c", "a", "b"]) expect(planFor(key)).toEqual({ key });
    expect(made).toEqual(["a", "b", "c", "b"]);
    expect(await metrics.figures()).toEqual({
      passerelle_plans: 2,
      "passerelle_plan_lookups_total hit": 2,
      "passerelle_plan_lookups_total miss": 4,
      passerelle_plan_evictions_total: 2,
    });
  });

  it("keeps nothing of a plan that cannot be made", async () => {
    await using metrics = metered();
    const cache = createPlanCache<object>(2, metrics.meter);
    const fails = () => {
      throw new TypeError("no way to that field");
    };
    expect(() => cache.planFor("a", fails)).toThrow("no way to that field");
    expect(await metrics.figures()).toEqual({ "passerelle_plan_lookups_total miss": 1 });
  });
});
