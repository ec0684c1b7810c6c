import { composeServices } from "@apollo/composition";
import { GraphQLError } from "graphql";
import { serveSubgraph, type ForeignSubgraph } from "../../support/serve-subgraph.js";

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@external", "@requires", "@shareable"])';

const paintings = `${link}
type Query { paintings(after: Int = 0): [Painting!]! painting(id: ID!): Painting search(text: String!): [Found!]! }
type Mutation { hang(input: HangInput!): Painting! }
input HangInput { id: ID! room: ID! }
union Found = Painting | Room
type Painting @key(fields: "id") { id: ID! title: String! year: Int! room: Room! }
type Room @key(fields: "id") { id: ID! }`;

const rooms = `${link}
type Query { rooms: [Room!]! }
type Room @key(fields: "id") { id: ID! floor: Int! humidity: Float }`;

const insurance = `${link}
type Painting @key(fields: "id") {
  id: ID!
  year: Int! @external
  premium(currency: String = "EUR"): String @requires(fields: "year")
  history: [String!]
}`;

interface PaintingRow {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  readonly room: { readonly id: string };
}

/** Three subgraphs of a museum and the graph composed of them, with nothing of this project in it. */
export interface Museum extends AsyncDisposable {
  readonly supergraphSdl: string;
  readonly subgraphs: Readonly<Record<"paintings" | "rooms" | "insurance", ForeignSubgraph>>;
}

/** Opens the museum on free ports. */
export async function openMuseum(): Promise<Museum> {
  const subgraphs = { paintings: await servePaintings(), rooms: await serveRooms(), insurance: await serveInsurance() };
  const { supergraphSdl, errors } = composeServices(Object.values(subgraphs));
  if (supergraphSdl === undefined) throw new AggregateError(errors ?? [], "The museum does not compose.");
  return {
    supergraphSdl,
    subgraphs,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(Object.values(subgraphs).map((one) => one[Symbol.asyncDispose]()));
    },
  };
}

function servePaintings(): Promise<ForeignSubgraph> {
  const kept = new Map<string, PaintingRow>(
    ["Dawn", "Noon", "Dusk"].map((title, at) => [`p${at}`, { id: `p${at}`, title, year: 1800 + at * 50, room: { id: `r${at % 2}` } }]),
  );
  return serveSubgraph("paintings", paintings, {
    Query: {
      paintings: (_root: unknown, { after }: { after: number }) => [...kept.values()].filter(({ year }) => year > after),
      painting: (_root: unknown, { id }: { id: string }) => kept.get(id),
      search: () => [
        { __typename: "Painting", ...kept.get("p0") },
        { __typename: "Room", id: "r1" },
      ],
    },
    Mutation: {
      hang: (_root: unknown, { input }: { input: { id: string; room: string } }) => {
        const painting = kept.get(input.id);
        if (painting === undefined) throw new GraphQLError(`There is no painting ${input.id}.`, { extensions: { code: "NO_PAINTING" } });
        kept.set(input.id, { ...painting, room: { id: input.room } });
        return kept.get(input.id);
      },
    },
    Painting: { __resolveReference: ({ id }: { id: string }) => kept.get(id) },
  });
}

function serveRooms(): Promise<ForeignSubgraph> {
  const roomOf = (id: string): object => ({ id, floor: Number(id.slice(1)) + 1 });
  return serveSubgraph("rooms", rooms, {
    Query: { rooms: () => ["r0", "r1"].map(roomOf) },
    Room: {
      __resolveReference: ({ id }: { id: string }) => roomOf(id),
      humidity: ({ id }: { id: string }) => {
        if (id === "r1") throw new GraphQLError("The sensor is silent.", { extensions: { code: "SENSOR_SILENT", sensor: 7 } });
        return 45.5;
      },
    },
  });
}

function serveInsurance(): Promise<ForeignSubgraph> {
  return serveSubgraph("insurance", insurance, {
    Painting: {
      __resolveReference: (reference: object) => reference,
      premium: ({ year }: { year: number }, { currency }: { currency: string }) => `${(2000 - year) * 10} ${currency}`,
      history: () => ["insured"],
    },
  });
}
