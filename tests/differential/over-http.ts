/** A value as it arrives on the other side of HTTP: nothing shared with the sender, no prototype, no class. */
export function overHttp<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
