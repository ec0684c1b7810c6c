export interface User {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly birthday: number;
}

export interface Product {
  readonly upc: string;
  readonly name: string;
  readonly price: number;
  readonly weight: number;
}

export interface Review {
  readonly id: string;
  readonly body: string;
  readonly authorId: string;
  readonly upc: string;
}

/** What the subgraphs serve. */
export interface BenchData {
  readonly users: readonly User[];
  readonly products: readonly Product[];
  readonly reviews: readonly Review[];
}

const names = ["Ada Kestrel", "Bruno Marsh", "Chiara Lind", "Dev Okafor", "Elin Sorby", "Farid Nasser"];
const wares = ["Table", "Couch", "Chair", "Lamp", "Shelf", "Desk", "Stool", "Mirror", "Rug"];
const verdicts = ["Loved it and bought a second one.", "Too expensive for what it is.", "Could be better.", "Prefer something else."];

/** How much there is of each, and how many of the products are reviewed. */
interface Amounts {
  readonly users: number;
  readonly products: number;
  readonly reviewed: number;
  readonly reviews: number;
  /** How often a review says what it says. */
  readonly wordy: number;
}

/** The data that a scenario can choose: always the same, so that every gateway has the same to answer. */
export const dataSets = {
  /** Few objects that refer to one another, so that a deep query reads each of them many times. */
  few: () => generate({ users: 6, products: 9, reviewed: 5, reviews: 22, wordy: 1 }),
  /** Many objects, each of them read once or a few times. */
  many: () => generate({ users: 400, products: 2000, reviewed: 2000, reviews: 39_000, wordy: 5 }),
} as const satisfies Readonly<Record<string, () => BenchData>>;

/** Name of one of the sets of data. */
export type DataSet = keyof typeof dataSets;

function generate({ users, products, reviewed, reviews, wordy }: Amounts): BenchData {
  return {
    users: Array.from({ length: users }, (_, at) => userAt(at)),
    products: Array.from({ length: products }, (_, at) => ({
      upc: `p${at + 1}`,
      name: numbered(wares, at),
      price: 99 + (at % 9) * 137,
      weight: 10 + (at % 9) * 45,
    })),
    reviews: Array.from({ length: reviews }, (_, at) => ({
      id: `r${at + 1}`,
      body: Array.from({ length: wordy }, () => verdicts[at % verdicts.length]).join(" "),
      authorId: `u${(at % users) + 1}`,
      upc: `p${(Math.floor(at / 2) % reviewed) + 1}`,
    })),
  };
}

function userAt(at: number): User {
  const name = numbered(names, at);
  return { id: `u${at + 1}`, name, username: name.toLowerCase().replaceAll(" ", "."), birthday: 1980 + (at % 30) };
}

// The first of a name stands without a number.
function numbered(words: readonly string[], at: number): string {
  const word = words[at % words.length] ?? "";
  return at < words.length ? word : `${word} ${Math.floor(at / words.length) + 1}`;
}
