// Loaded before a program of ours (`--import`), so that the benchmark that started it can ask how many HTTP requests came and what memory it holds.
import { subscribe } from "node:diagnostics_channel";

let served = 0;
subscribe("http.server.request.start", () => {
  served += 1;
});
process.on("message", (asked) => {
  if (asked === "served") process.send({ kind: "served", served });
  if (asked === "memory") {
    globalThis.gc?.();
    process.send({ kind: "memory", ...process.memoryUsage() });
  }
});
// To be listened to is no reason to stay.
process.channel?.unref();
