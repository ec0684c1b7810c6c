import { z } from "zod";

const place = z
  .union([
    z.string().min(1).describe("Name in the header line."),
    z.int().min(1).describe("Number of the column, from 1, of a file without header."),
    z.strictObject({
      start: z.int().min(1).describe("First character, from 1."),
      width: z.int().min(1).describe("How many characters."),
    }),
  ])
  .describe("Where a value stands: a name in the header, a number, or characters of a fixed-width line.");

const formatSchema = z
  .strictObject({
    type: z.enum(["csv", "fixed"]).default("csv").describe("Separated values (RFC 4180), or lines of fixed width."),
    encoding: z.string().default("utf-8").describe("Label of the Encoding standard, for example utf-8, windows-1252, iso-8859-15."),
    separator: z.string().min(1).max(4).default(",").describe("Between values of a CSV line."),
    quote: z.string().length(1).default('"').describe("Around a value of a CSV line that holds a separator."),
    header: z.boolean().default(true).describe("Whether the first line names the columns of a CSV file."),
    decimalMark: z
      .enum([".", ","])
      .default(".")
      .describe("Between whole and fraction; the other one, spaces and apostrophes may group digits."),
  })
  .describe("How the file is written.");

const sftpSchema = z
  .strictObject({
    host: z.string().min(1).describe("Name or address of the SFTP server."),
    port: z.int().min(1).max(65_535).default(22).describe("Its port."),
    username: z.string().min(1).describe("Login."),
    password: z.string().min(1).optional().meta({ secret: true }).describe("Password, or `privateKey`."),
    privateKey: z.string().min(1).optional().meta({ secret: true }).describe("Private key in PEM or OpenSSH form, or `password`."),
    hostFingerprint: z
      .string()
      .regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/u)
      .describe("SHA-256 fingerprint of the server's key as ssh-keygen shows it, `SHA256:…`; another key is refused."),
    timeoutMs: z.int().min(100).default(20_000).describe("How long a connection is waited for, in milliseconds."),
  })
  .describe("Where files are fetched from; `folder` is then a folder on that server.");

/** One kind of file that a system writes. */
export const fileFeedSchema = z
  .strictObject({
    kind: z.enum(["stock", "prices"]).describe("What a row tells: the stock of a product in a place, or a price of a product."),
    folder: z.string().min(1).describe("Where the files are dropped."),
    pattern: z.string().min(1).describe("Names of the files, with `*` for anything, for example `prices-*.csv`."),
    sftp: sftpSchema.optional(),
    format: formatSchema.prefault({}),
    columns: z
      .strictObject({
        sku: place,
        location: place.optional(),
        onHand: place.optional(),
        reserved: place.optional(),
        list: place.optional(),
        minimumQuantity: place.optional(),
        net: place.optional(),
        gross: place.optional(),
      })
      .describe("Where each value stands. Stock needs `sku` and `onHand`, prices `sku` and `net`; other columns are left alone."),
    ready: z
      .enum(["settled", "done", "sha256"])
      .default("settled")
      .describe(
        "When a file is whole: when it has not changed between two looks, when NAME.done is there, or when NAME.sha256 is there and holds its checksum.",
      ),
    badRows: z
      .enum(["quarantine", "refuse"])
      .default("quarantine")
      .describe("What a wrong row does: it is put aside while the others apply, or the whole file is refused."),
    maxBadRows: z
      .int()
      .min(1)
      .default(10_000)
      .describe("Most rows of one file that are put aside; with more the file is refused from there on."),
    lookEveryMs: z.int().min(100).default(10_000).describe("How often is looked for files, in milliseconds."),
  })
  .describe("Files that the system writes.");

/** How the files of one kind are read. */
export type FileFeed = z.output<typeof fileFeedSchema>;
