/** The one API version that this simulator speaks (https://shopify.dev/docs/api/usage/versioning). */
export const apiVersion = "2026-10";
