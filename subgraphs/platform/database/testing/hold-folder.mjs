// Holds the lock of a folder until it is killed, as a gateway that runs does.
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";

const lock = new DatabaseSync(join(process.argv[2], "lock.sqlite"));
lock.exec("BEGIN EXCLUSIVE");
process.send("held");
setInterval(() => lock.isOpen, 60_000);
