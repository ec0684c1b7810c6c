/** The connection and edge types that Shopify makes for every paginated type. */
export function connectionSdl(node: string): string {
  return `
type ${node}Connection { edges: [${node}Edge!]! nodes: [${node}!]! pageInfo: PageInfo! }
type ${node}Edge { cursor: String! node: ${node}! }
`;
}
