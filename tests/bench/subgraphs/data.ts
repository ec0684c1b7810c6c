/** The fixed data of scenario 1: few objects that refer to one another, so that a deep query reads each of them many times. */
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

const names = ["Ada Kestrel", "Bruno Marsh", "Chiara Lind", "Dev Okafor", "Elin Sorby", "Farid Nasser"];
const wares = ["Table", "Couch", "Chair", "Lamp", "Shelf", "Desk", "Stool", "Mirror", "Rug"];
const verdicts = ["Loved it and bought a second one.", "Too expensive for what it is.", "Could be better.", "Prefer something else."];

export const users: readonly User[] = names.map((name, at) => ({
  id: `u${at + 1}`,
  name,
  username: name.toLowerCase().replace(" ", "."),
  birthday: 1980 + at,
}));

export const products: readonly Product[] = wares.map((name, at) => ({
  upc: `p${at + 1}`,
  name,
  price: 99 + at * 137,
  weight: 10 + at * 45,
}));

/** Some four reviews of each of the first five products, some three by each user. */
export const reviews: readonly Review[] = Array.from({ length: 21 }, (_, at) => ({
  id: `r${at + 1}`,
  body: verdicts[at % verdicts.length] ?? "",
  authorId: `u${(at % users.length) + 1}`,
  upc: `p${(Math.floor(at / 2) % 5) + 1}`,
}));
