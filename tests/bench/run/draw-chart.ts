import type { Figure, Row } from "#bench/run/measure";

/** Rows that are fair to compare with one another. */
const groups = [
  {
    title: "nothing shared, nothing cached",
    names: ["passerelle", "passerelle-in-process", "hive-gateway-rust", "hive-gateway", "mercurius", "apollo-gateway"],
  },
  { title: "identical requests in flight share", names: ["passerelle-shared", "hive-gateway-rust-dedup", "hive-gateway-dedup"] },
  { title: "from memory", names: ["passerelle-cached", "bare-fastify"] },
] as const;

const panels: readonly { readonly title: string; readonly figure: Figure }[] = [
  { title: "CPU ms a request (less is better)", figure: "cpuMsPerRequest" },
  { title: "requests/s (more is better)", figure: "requestsPerSecond" },
];

const layout = { left: 180, bar: 260, gap: 130, line: 22, head: 64 };
const colours = { ours: "#0b6e4f", others: "#9aa5b1", text: "#1f2933", faint: "#616e7c" };

/** An SVG chart of one scenario: bars of CPU time and throughput, grouped by what is fair to compare. */
export function drawChart(title: string, rows: readonly Row[]): string {
  const measured = new Map(rows.filter(({ error }) => error === undefined).map((row) => [row.name, row]));
  const shown = groups
    .map(({ title: group, names }) => ({ group, rows: names.flatMap((name) => measured.get(name) ?? []) }))
    .filter((one) => one.rows.length > 0);
  const lines = shown.reduce((count, one) => count + one.rows.length + 1.4, 0);
  const width = layout.left + panels.length * (layout.bar + layout.gap);
  const height = Math.ceil(layout.head + lines * layout.line + 8);
  const drawn = panels.map((panel, at) => drawPanel(panel, shown, layout.left + at * (layout.bar + layout.gap)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    text(title, { x: 12, y: 24, size: 15, colour: colours.text }),
    ...drawNames(shown),
    ...drawn.flat(),
    "</svg>\n",
  ].join("\n");
}

interface Group {
  readonly group: string;
  readonly rows: readonly Row[];
}

function drawNames(shown: readonly Group[]): string[] {
  return placed(shown).map(({ y, row, group }) =>
    row === undefined
      ? text(group, { x: 12, y, colour: colours.faint })
      : text(row.name, { x: 24, y, colour: isOurs(row) ? colours.ours : colours.text }),
  );
}

function drawPanel({ title, figure }: { title: string; figure: Figure }, shown: readonly Group[], x: number): string[] {
  const most = Math.max(...shown.flatMap(({ rows }) => rows.map((row) => row[figure] ?? 0)));
  const bars = placed(shown).flatMap(({ y, row }) => {
    if (row === undefined) return [];
    const value = row[figure] ?? 0;
    const width = Math.max(1, Math.round((value / most) * layout.bar));
    const bar = `<rect x="${x}" y="${y - 12}" width="${width}" height="15" rx="2" fill="${isOurs(row) ? colours.ours : colours.others}"/>`;
    return [bar, text(forPeople(value), { x: x + width + 6, y, colour: colours.text })];
  });
  return [text(title, { x, y: 48, colour: colours.faint }), ...bars];
}

/** Each line of the chart with its height: the heading of a group, then its rows. */
function placed(shown: readonly Group[]): { readonly y: number; readonly group: string; readonly row: Row | undefined }[] {
  let y = layout.head;
  return shown.flatMap(({ group, rows }) => {
    const lines = [undefined, ...rows].map((row) => ({ y: (y += layout.line), group, row }));
    y += layout.line * 0.4;
    return lines;
  });
}

function isOurs({ name }: Row): boolean {
  return name.startsWith("passerelle");
}

function forPeople(value: number): string {
  if (value >= 100) return String(Math.round(value));
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function text(content: string, { x, y, size, colour }: { x: number; y: number; size?: number; colour: string }): string {
  return `<text x="${x}" y="${y}" fill="${colour}"${size === undefined ? "" : ` font-size="${size}"`}>${escaped(content)}</text>`;
}

function escaped(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
