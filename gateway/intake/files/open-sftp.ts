import { timingSafeEqual } from "node:crypto";
import type { FileFeed } from "../../config/index.js";
import type { SftpSession } from "./file-place.js";

/** Logs in to an SFTP server whose key is the one in the settings; another key is refused before anything is sent. Throws what ssh2 throws. */
export async function openSftp(sftp: NonNullable<FileFeed["sftp"]>): Promise<SftpSession> {
  const { default: Client } = await import("ssh2-sftp-client");
  // What goes wrong rejects the call under way; the library would print the rest.
  const silent = (): void => undefined;
  const client = new Client("passerelle", { error: silent, end: silent, close: silent });
  const { host, port, username, password, privateKey, timeoutMs } = sftp;
  const expected = Buffer.from(sftp.hostFingerprint.replace("SHA256:", ""), "base64").toString("hex");
  await client.connect({
    host,
    port,
    username,
    readyTimeout: timeoutMs,
    ...(password !== undefined && { password }),
    ...(privateKey !== undefined && { privateKey }),
    hostHash: "sha256",
    hostVerifier: (fingerprint: string) => isSame(fingerprint, expected),
  });
  return {
    list: (folder) => client.list(folder),
    download: (path, to) => client.fastGet(path, to),
    end: () => client.end(),
  };
}

function isSame(fingerprint: string, expected: string): boolean {
  return fingerprint.length === expected.length && timingSafeEqual(Buffer.from(fingerprint), Buffer.from(expected));
}
