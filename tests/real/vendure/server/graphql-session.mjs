/** The header in which Vendure hands out the bearer token of a new session. */
const TOKEN_HEADER = "vendure-auth-token";

/** A conversation with one Vendure API that keeps the bearer token it is given and throws on any GraphQL error. */
export class GraphqlSession {
  #url;
  #token;
  #channel;

  /**
   * @param {string} url the Admin or Shop API
   * @param {string} [channel] a channel's token; the default channel when left out
   */
  constructor(url, channel) {
    this.#url = url;
    this.#channel = channel;
  }

  /**
   * Sends one operation and answers its data.
   *
   * @param {string} query
   * @param {Record<string, unknown>} [variables]
   * @returns {Promise<any>}
   */
  async run(query, variables = {}) {
    const response = await fetch(this.#url, {
      method: "POST",
      headers: this.#headers(),
      body: JSON.stringify({ query, variables }),
    });
    this.#token = response.headers.get(TOKEN_HEADER) ?? this.#token;
    const { data, errors } = await response.json();
    if (errors?.length) throw new Error(`Vendure refused ${query.slice(0, 80)}: ${JSON.stringify(errors)}`);
    return data;
  }

  #headers() {
    return {
      "content-type": "application/json",
      ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}),
      ...(this.#channel ? { "vendure-token": this.#channel } : {}),
    };
  }
}

/**
 * A session on the Admin API, logged in.
 *
 * @param {string} url
 * @param {{ user: string, password: string, channel?: string }} login
 */
export async function adminSession(url, login) {
  const session = new GraphqlSession(url, login.channel);
  const { login: answer } = await session.run(
    `mutation ($user: String!, $password: String!) {
      login(username: $user, password: $password) { __typename ... on ErrorResult { message } }
    }`,
    { user: login.user, password: login.password },
  );
  if (answer.__typename !== "CurrentUser") throw new Error(`Vendure refused the login: ${answer.message}`);
  return session;
}
