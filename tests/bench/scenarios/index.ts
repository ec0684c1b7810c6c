import { startSubgraphs } from "#bench/run/start-subgraphs";
import { deepQuery } from "#bench/scenarios/deep-query";
import { post, type Scenario } from "#bench/scenarios/scenario";

const viewers = 50;

/** The scenarios by their number. */
export const scenarios: ReadonlyMap<string, Scenario> = new Map<string, Scenario>([
  ["1", { title: "a deep query over four subgraphs", latencyMs: 0, requests: [post(deepQuery)], start: startSubgraphs }],
  [
    "3",
    {
      title: `the deep query from ${viewers} viewers in turn`,
      latencyMs: 0,
      requests: Array.from({ length: viewers }, (_, at) => post(deepQuery, { authorization: `Bearer viewer-${at}` })),
      start: startSubgraphs,
    },
  ],
  [
    "4",
    {
      title: "200 distinct operations",
      latencyMs: 0,
      requests: Array.from({ length: 200 }, (_, at) => post(deepQuery.replaceAll("verdict", `verdict${at}`).replace("Deep", `Deep${at}`))),
      start: startSubgraphs,
    },
  ],
  ["6", { title: "the deep query, subgraphs 40 ms away", latencyMs: 40, requests: [post(deepQuery)], start: startSubgraphs }],
]);
