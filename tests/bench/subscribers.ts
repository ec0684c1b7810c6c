// npm run bench:subscribers [-- --subscribers N --events N --slow SHARE --json FILE]: one change to very many subscribers, in one run against
// graphql-ws serving each alone over the same data.
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { measureSubscribers, type SubscriberRow } from "#bench/subscribers/measure-subscribers";
import { servers, startServer } from "#bench/subscribers/start-server";

const { values } = parseArgs({
  options: {
    subscribers: { type: "string", default: "10000" },
    events: { type: "string", default: "10" },
    slow: { type: "string", default: "0.1" },
    json: { type: "string" },
  },
});

const load = { subscribers: Number(values.subscribers), events: Number(values.events), slowShare: Number(values.slow) };
const rows: SubscriberRow[] = [];
for (const name of servers) {
  await using server = await startServer(name);
  rows.push({ name, ...(await measureSubscribers(server, load)) });
}
const alone = rows.find(({ name }) => name === "graphql-ws")?.messagesPerSecond ?? Number.NaN;
for (const row of rows) {
  const { name, messagesPerSecond, p50Ms, p99Ms, serverCpuMsPerEvent, heapBytesPerSubscriber, rssBytesPerSubscriber } = row;
  const figures = [
    `${Math.round(messagesPerSecond)} messages/s (${(messagesPerSecond / alone).toFixed(1)} x graphql-ws)`,
    `p50 ${p50Ms.toFixed(0)} ms`,
    `p99 ${p99Ms.toFixed(0)} ms`,
    `${serverCpuMsPerEvent.toFixed(0)} ms CPU an event`,
    `a subscriber: ${Math.round(heapBytesPerSubscriber)} bytes of heap, ${Math.round(rssBytesPerSubscriber)} resident`,
  ];
  process.stdout.write(`${name.padEnd(20)} ${figures.join(", ")}\n`);
}
if (values.json !== undefined) await writeFile(values.json, JSON.stringify({ ...load, rows }, undefined, 2));
