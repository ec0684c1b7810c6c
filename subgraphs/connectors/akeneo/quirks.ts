import type { Quirk } from "#sdk";

const filters = "https://api.akeneo.com/documentation/filter.html";

/** What surprises in Akeneo's API. */
export const quirks: readonly Quirk[] = [
  {
    title: "Wrong credentials answer 422",
    why: "The token endpoint says 422 where others say 401; its sentences about client, user and password are taken for a refused login.",
    source: "https://api.akeneo.com/documentation/authentication.html",
  },
  {
    title: "A filter takes 100 identifiers",
    why: "More than a hundred SKUs are read a hundred at a time, fewer when they are so long that the URL would grow beyond 8 KiB.",
    source: `${filters}#available-operators`,
  },
  {
    title: "`updated >` is exclusive and to the second",
    why: "A change feed asks from the second before, and reads some products twice rather than missing one.",
    source: `${filters}#on-their-creation-or-update-date`,
  },
  {
    title: "Times in filters are the server's",
    why: "A self-hosted PIM reads them in its own time zone; set `timeZone` when that is not UTC.",
    source: `${filters}#on-their-creation-or-update-date`,
  },
  {
    title: "`scope` hides products outside the channel's tree",
    why: "The parameter would drop products that are not classified there, so all channels' values are read and the channel's are chosen here.",
    source: `${filters}#via-channel`,
  },
  {
    title: "Media need a token",
    why: "The API's download URL is of no use to a browser; set `mediaBaseUrl` to the public address of the PIM's storage or CDN.",
    source: "https://api.akeneo.com/api-reference.html#get_media_files__code__download",
  },
  {
    title: "A changed model leaves its variants' `updated` alone",
    why: "The `updated` filter does find the variants of a changed model, so the change feed misses nothing; only the time shown is the variant's own.",
    source: `${filters}#on-their-creation-or-update-date`,
  },
  {
    title: "Links may name another host",
    why: "A PIM behind a proxy writes the address that it knows; only path and query of a `next` link are followed.",
  },
  {
    title: "Prices are not shown",
    why: "A price collection is nobody's price; a viewer's price comes from the system that sells.",
  },
];
