/** How often each port of each system was called, as `system port.method`, read from the gateway's own metrics. */
export async function portCalls(gatewayUrl: string): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${gatewayUrl}/metrics`)).text();
  const lines = text.split("\n").filter((line) => line.startsWith("passerelle_port_calls_total{"));
  return new Map(
    lines.map((line) => [`${labelOf(line, "system")} ${labelOf(line, "port")}.${labelOf(line, "method")}`, Number(line.split(" ").at(1))]),
  );
}

function labelOf(line: string, name: string): string {
  return new RegExp(`[{,]${name}="([^"]*)"`).exec(line)?.[1] ?? "";
}
