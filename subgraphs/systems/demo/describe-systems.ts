import type { DemoSystemName } from "./demo-system.js";
import type { DemoSystems } from "./start-demo-systems.js";

/** What a client must know to talk to one system. */
export interface SystemDescription {
  readonly vendor: string;
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
}

/** The message that a parent process gets once all systems listen. */
export interface SystemsReady {
  readonly type: "ready";
  readonly systems: Readonly<Record<DemoSystemName, SystemDescription>>;
}

/** Vendor, URL and credentials of each system. */
export function describeSystems({ systems: { erp, pim, crm, shop } }: DemoSystems): SystemsReady {
  const describe = ({ vendor, url, credentials }: SystemDescription): SystemDescription => ({ vendor, url, credentials });
  return { type: "ready", systems: { erp: describe(erp), pim: describe(pim), crm: describe(crm), shop: describe(shop) } };
}

/** The same for people: a line for each system and an indented one for each credential. */
export function tableOf({ systems }: SystemsReady): string {
  const rows = Object.entries(systems).map(([name, { vendor, url, credentials }]) => {
    const width = Math.max(0, ...Object.keys(credentials).map((key) => key.length));
    const keys = Object.entries(credentials).map(([key, value]) => `        ${key.padEnd(width)}  ${value}`);
    return [`  ${name.padEnd(5)} ${vendor.padEnd(14)} ${url}`, ...keys].join("\n");
  });
  return [...rows, "", "  Faults: POST /_faults on any of them. What reached it: GET /_journal. Stop with Ctrl+C."].join("\n");
}
