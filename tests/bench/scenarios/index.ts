import { deepQuery, deepQueryOfViewer, distinctQuery, everything, threeSubgraphs } from "#bench/scenarios/queries";
import { post, type BenchRequest, type Ground, type Scenario } from "#bench/scenarios/scenario";
import { startStorefront } from "#bench/storefront/start-storefront";
import { startSubgraphs } from "#bench/subgraphs/start-subgraphs";

const viewers = 50;
const usual = { compared: 1, least: { measured: 200, warmUp: 400 }, connections: 8 };

/** The scenarios by their number. */
export const scenarios: ReadonlyMap<string, Scenario> = new Map<string, Scenario>([
  ["1", { ...usual, title: "a deep query over four subgraphs", start: over({}, () => post(deepQuery)) }],
  ["2", { ...usual, title: "a storefront's listing of 24 products over our own subgraphs", start: startStorefront }],
  [
    "3",
    {
      ...usual,
      title: `the deep query from ${viewers} viewers in turn`,
      compared: viewers,
      forwardsToken: true,
      start: over({}, (n) => post(deepQueryOfViewer, { authorization: `Bearer viewer-${n % viewers}` })),
    },
  ],
  [
    "4",
    {
      ...usual,
      title: "200 distinct operations, plans cold",
      compared: 20,
      exactly: 200,
      start: over({}, (n) => post(distinctQuery(n))),
    },
  ],
  [
    "5",
    {
      ...usual,
      title: "an answer of 8 MB",
      least: { measured: 20, warmUp: 20 },
      connections: 2,
      start: over({ data: "many" }, () => post(everything)),
    },
  ],
  ["6", { ...usual, title: "three subgraphs, each 40 ms away", start: over({ latencyMs: 40 }, () => post(threeSubgraphs)) }],
]);

function over(options: Parameters<typeof startSubgraphs>[0], requestAt: (n: number) => BenchRequest): () => Promise<Ground> {
  return async () => ({ ...(await startSubgraphs(options)), requestAt });
}
