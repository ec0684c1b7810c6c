import { createHash } from "node:crypto";
import { once } from "node:events";
import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync, type Stats } from "node:fs";
import { basename, join } from "node:path";
import ssh2, { type Attributes, type Connection, type SFTPWrapper } from "ssh2";

const { Server, utils } = ssh2;
const { STATUS_CODE } = utils.sftp;

/** An SFTP server on loopback that shows one folder for reading. */
export interface RunningSftp extends AsyncDisposable {
  readonly port: number;
  /** As ssh-keygen shows it. */
  readonly fingerprint: string;
}

/** Login that the server takes. */
export const sftpLogin = { username: "erp", password: "crisp-lantern-42" } as const;

/** Starts a server for `folder`, which clients see as `/out`. */
export async function startSftp(folder: string): Promise<RunningSftp> {
  const { private: hostKey } = utils.generateKeyPairSync("ed25519");
  const key = utils.parseKey(hostKey);
  if (key instanceof Error) throw key;
  const clients = new Set<Connection>();
  const server = new Server({ hostKeys: [hostKey] }, (client) => {
    clients.add(client);
    client.on("close", () => clients.delete(client)).on("error", () => undefined);
    client.on("authentication", (attempt) => {
      const isRight = attempt.method === "password" && attempt.username === sftpLogin.username && attempt.password === sftpLogin.password;
      if (isRight) attempt.accept();
      else attempt.reject(["password"]);
    });
    client.on("ready", () => client.on("session", (accept) => accept().on("sftp", (open) => serveFolder(open(), folder))));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    port: address.port,
    fingerprint: `SHA256:${createHash("sha256").update(key.getPublicSSH()).digest("base64").replace(/=+$/u, "")}`,
    [Symbol.asyncDispose]: async () => {
      for (const client of clients) client.end();
      server.close();
    },
  };
}

function serveFolder(sftp: SFTPWrapper, folder: string): void {
  const here = (path: string): string => (path === "/out" ? folder : join(folder, basename(path)));
  const handles = new Map<number, { readonly file?: number; names?: string[] }>();
  let next = 0;
  const give = (id: number, handle: { readonly file?: number; names?: string[] }): void => {
    next += 1;
    handles.set(next, handle);
    sftp.handle(id, Buffer.from([next]));
  };
  const guarded = (id: number, work: () => void): void => {
    try {
      work();
    } catch {
      sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    }
  };
  const stat = (id: number, path: string): void => guarded(id, () => sftp.attrs(id, attributes(statSync(here(path)))));
  sftp.on("REALPATH", (id, path) => sftp.name(id, [{ filename: path, longname: path, attrs: attributes(statSync(folder)) }]));
  sftp.on("STAT", stat).on("LSTAT", stat);
  sftp.on("OPENDIR", (id, path) => guarded(id, () => give(id, { names: readdirSync(here(path)) })));
  sftp.on("READDIR", (id, handle) => {
    const dir = handles.get(handle[0] ?? 0);
    const names = dir?.names?.splice(0) ?? [];
    if (names.length === 0) return sftp.status(id, STATUS_CODE.EOF);
    return sftp.name(
      id,
      names.map((name) => ({ filename: name, longname: `-rw-r--r-- ${name}`, attrs: attributes(statSync(join(folder, name))) })),
    );
  });
  sftp.on("OPEN", (id, path) => guarded(id, () => give(id, { file: openSync(here(path), "r") })));
  sftp.on("FSTAT", (id, handle) => guarded(id, () => sftp.attrs(id, attributes(fstatSync(handles.get(handle[0] ?? 0)?.file ?? -1)))));
  sftp.on("READ", (id, handle, offset, length) => {
    const data = Buffer.alloc(length);
    const count = readSync(handles.get(handle[0] ?? 0)?.file ?? -1, data, 0, length, offset);
    if (count === 0) sftp.status(id, STATUS_CODE.EOF);
    else sftp.data(id, data.subarray(0, count));
  });
  sftp.on("CLOSE", (id, handle) => {
    const file = handles.get(handle[0] ?? 0)?.file;
    if (file !== undefined) closeSync(file);
    sftp.status(id, STATUS_CODE.OK);
  });
}

function attributes({ mode, uid, gid, size, atimeMs, mtimeMs }: Stats): Attributes {
  return { mode, uid, gid, size, atime: atimeMs / 1_000, mtime: mtimeMs / 1_000 };
}
