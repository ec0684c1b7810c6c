import { z } from "zod";

/** Somebody who works in Vendure's back office: changes its records through its own Admin API. */
export interface VendureClerk {
  /** Sets the quantity on hand of a variant in the stock location of that name. */
  setStock(sku: string, location: string, onHand: number): Promise<void>;
  /** Sets the price of a variant in the channel's default currency, in minor units, as the channel keeps it (with or without tax). */
  setPrice(sku: string, minorUnits: number): Promise<void>;
  /** Gives a variant another SKU. */
  setSku(sku: string, to: string): Promise<void>;
  /** Gives a variant another English name, which is its title in the shop. */
  setTitle(sku: string, title: string): Promise<void>;
}

/** How the clerk reaches and enters the back office. */
export interface ClerkAccess {
  readonly adminUrl: string;
  readonly user: string;
  readonly password: string;
  /** Token of the channel to work in; the default channel when left out. */
  readonly channel?: string;
}

const answer = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});
const loggedIn = z.object({ login: z.object({ __typename: z.literal("CurrentUser") }) });
const found = z.object({
  productVariants: z.object({ items: z.array(z.object({ id: z.string() })).length(1) }),
  stockLocations: z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }),
});

const FIND = `query ($sku: String!) {
  productVariants(options: { filter: { sku: { eq: $sku } } }) { items { id } }
  stockLocations { items { id name } }
}`;
const UPDATE = `mutation ($input: UpdateProductVariantInput!) { updateProductVariant(input: $input) { id } }`;

/** Logs a clerk in. Written apart from the connector, so that a mistake in the one cannot hide in the other. */
export async function vendureClerk(access: ClerkAccess): Promise<VendureClerk> {
  const desk = await BackOffice.enter(access);
  return {
    setStock: async (sku, location, stockOnHand) => {
      const { id, locations } = await desk.find(sku);
      const place = locations.find(({ name }) => name === location);
      if (!place) throw new Error(`Vendure has no stock location ${location}`);
      await desk.run(UPDATE, { input: { id, stockLevels: [{ stockLocationId: place.id, stockOnHand }] } });
    },
    setPrice: async (sku, price) => {
      const { id } = await desk.find(sku);
      await desk.run(UPDATE, { input: { id, price } });
    },
    setSku: async (sku, to) => {
      const { id } = await desk.find(sku);
      await desk.run(UPDATE, { input: { id, sku: to } });
    },
    setTitle: async (sku, name) => {
      const { id } = await desk.find(sku);
      await desk.run(UPDATE, { input: { id, translations: [{ languageCode: "en", name }] } });
    },
  };
}

class BackOffice {
  private constructor(
    private readonly access: ClerkAccess,
    private token: string | null,
  ) {}

  static async enter(access: ClerkAccess): Promise<BackOffice> {
    const desk = new BackOffice(access, null);
    const login = `mutation ($user: String!, $password: String!) { login(username: $user, password: $password) { __typename } }`;
    loggedIn.parse(await desk.run(login, { user: access.user, password: access.password }));
    return desk;
  }

  async find(sku: string): Promise<{ id: string; locations: { id: string; name: string }[] }> {
    const { productVariants, stockLocations } = found.parse(await this.run(FIND, { sku }));
    const [variant] = productVariants.items;
    if (!variant) throw new Error(`Vendure has no variant ${sku}`);
    return { id: variant.id, locations: stockLocations.items };
  }

  async run(query: string, variables: Record<string, unknown>): Promise<unknown> {
    const response = await fetch(this.access.adminUrl, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(this.access.channel ? { "vendure-token": this.access.channel } : {}),
      },
      body: JSON.stringify({ query, variables }),
    });
    this.token = response.headers.get("vendure-auth-token") ?? this.token;
    const { data, errors } = answer.parse(await response.json());
    if (errors?.length) throw new Error(`Vendure refused: ${errors.map(({ message }) => message).join("; ")}`);
    return data;
  }
}
