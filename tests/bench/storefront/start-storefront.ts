import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { distFile, isSetting, withSetting } from "#bench/run/dist";
import { startWatched, type Watched } from "#bench/run/start-watched";
import { listing } from "#bench/scenarios/queries";
import { post, type Ground } from "#bench/scenarios/scenario";
import { startSystems } from "#bench/storefront/start-systems";
import { supergraphFile } from "#bench/subgraphs/start-subgraphs";

const names = ["pim", "erp"];
const shown = 24;

/**
 * Our own PIM and ERP subgraphs over the demo's simulated systems, each in a process of its own, as `npm run subgraph` starts them, and their
 * supergraph. The shop's listings stay out: what the vendor allows a second would be what is measured.
 */
export async function startStorefront(): Promise<Ground> {
  await using building = new AsyncDisposableStack();
  const systems = building.use(await startSystems());
  const folder = await mkdtemp(join(tmpdir(), "passerelle-bench-storefront-"));
  building.defer(() => rm(folder, { recursive: true, force: true }));
  const config = join(folder, "settings.yaml");
  await writeFile(
    config,
    JSON.stringify(
      uncached({ ...systems.settings, subgraphs: { pim: { system: "pim", locales: ["en-GB", "fr-FR"] }, erp: { system: "erp" } } }),
    ),
  );
  const subgraphs: (Watched & { readonly name: string })[] = [];
  for (const name of names) {
    const subgraph = await startWatched(distFile("gateway/cli/main.js"), ["subgraph", name, "--config", config, "--port", "0"]);
    subgraphs.push({ ...building.use(subgraph), name });
  }
  const supergraphSdl = await compose(subgraphs);
  const file = building.use(await supergraphFile(supergraphSdl));
  const request = post(listing, { variables: { skus: await firstSkus(subgraphs[0]?.url ?? "") } });
  const owned = building.move();
  return {
    pids: [systems.pid, ...subgraphs.map(({ pid }) => pid)],
    supergraphSdl,
    supergraphFile: file.path,
    urls: subgraphs.map(({ name, url }) => ({ name, url })),
    served: async () => (await Promise.all(subgraphs.map(({ served }) => served()))).reduce((sum, count) => sum + count, 0),
    requestAt: () => request,
    ownRows: [{ name: "passerelle-in-process", command: [process.execPath, distFile("gateway/main.js"), "--config", config] }],
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

// The port of the gateway that runs them in its own process is any free one. The first search waits for the whole catalogue.
function uncached(settings: object): object {
  const onAnyPort = withSetting(withSetting(settings, "server.port", 0), "server.requestTimeoutMs", 60_000);
  return isSetting("cache.entities.enabled") ? withSetting(onAnyPort, "cache.entities.enabled", false) : onAnyPort;
}

async function compose(subgraphs: readonly { readonly name: string; readonly url: string }[]): Promise<string> {
  const definitions = subgraphs.map(async ({ name, url }) => {
    const { _service } = await query(url, "{ _service { sdl } }");
    return { name, url, typeDefs: parse(_service.sdl) };
  });
  const composed = composeServices(await Promise.all(definitions));
  if (composed.supergraphSdl === undefined) throw new Error(`Our subgraphs do not compose: ${String(composed.errors)}`);
  return composed.supergraphSdl;
}

async function firstSkus(pim: string): Promise<readonly string[]> {
  const { searchProducts } = await query(pim, `{ searchProducts(first: ${shown}) { nodes { sku } } }`);
  return searchProducts.nodes.map(({ sku }: { sku: string }) => sku);
}

async function query(url: string, document: string) {
  const answer = await fetch(url, { method: "POST", ...post(document) });
  return JSON.parse(await answer.text()).data;
}
