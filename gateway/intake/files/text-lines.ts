import { Transform, type Readable } from "node:stream";

/**
 * The text of bytes in an encoding of the Encoding standard. What is no text in it becomes U+FFFD, so that one wrong byte spoils one row. Throws
 * `RangeError` when there is no such encoding.
 */
export function decodedText(bytes: Readable, encoding: string): Readable {
  const decoder = new TextDecoder(encoding);
  const decode = new Transform({
    readableObjectMode: false,
    encoding: "utf8",
    transform: (chunk: Buffer, _encoding, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  });
  bytes.on("error", (error) => decode.destroy(error));
  return bytes.pipe(decode);
}

const longestLine = 1_048_576;

/** The lines of a text without their ends; one that is too long is cut. */
export async function* textLines(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of text) {
    const lines = (rest + chunk).split("\n");
    rest = (lines.pop() ?? "").slice(0, longestLine);
    for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
  }
  if (rest !== "") yield rest;
}
