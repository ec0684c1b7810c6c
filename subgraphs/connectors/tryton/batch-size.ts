/** Most products, orders or parties in one request: a server answers that many in about a second, and its `in` clause stays short. */
export const batchSize = 500;
