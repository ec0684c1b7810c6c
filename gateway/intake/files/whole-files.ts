import type { FileFeed } from "../../config/index.js";
import type { FilePlace, SeenFile } from "./file-place.js";

/** A file that its writer has finished. */
export interface FinishedFile extends SeenFile {
  /** What the marker promises, where there is one with a checksum. */
  readonly promisedHash?: string | undefined;
}

/** The files of a feed that are whole, by name; `before` is what was seen at the last look. */
export async function wholeFiles(feed: FileFeed, place: FilePlace, before: readonly SeenFile[]): Promise<readonly FinishedFile[]> {
  const seen = await place.list();
  const matches = patternOf(feed.pattern);
  const wanted = seen.filter(({ name }) => matches.test(name) && !/\.(done|sha256)$/u.test(name)).toSorted(byName);
  const names = new Set(seen.map(({ name }) => name));
  const found = await Promise.all(wanted.map((file) => finished(file, { feed, place, before, names })));
  return found.flatMap((file) => file ?? []);
}

interface Look {
  readonly feed: FileFeed;
  readonly place: FilePlace;
  readonly before: readonly SeenFile[];
  readonly names: ReadonlySet<string>;
}

async function finished(file: SeenFile, { feed, place, before, names }: Look): Promise<FinishedFile | undefined> {
  const marker = `${file.name}.${feed.ready}`;
  if (feed.ready === "settled") {
    const isSettled = before.some(({ name, size, changedAt }) => name === file.name && size === file.size && changedAt === file.changedAt);
    return isSettled ? file : undefined;
  }
  if (!names.has(marker)) return undefined;
  if (feed.ready === "done") return file;
  const [promisedHash] = (await place.readText(marker)).trim().split(/\s/u);
  return { ...file, promisedHash: promisedHash ?? "" };
}

function patternOf(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`));
  return new RegExp(`^${parts.join(".*")}$`, "u");
}

function byName(one: SeenFile, other: SeenFile): number {
  return one.name < other.name ? -1 : 1;
}
