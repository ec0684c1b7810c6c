import { z } from "zod";
import { PasserelleError } from "#platform/errors";

/** Ends the process with the error in words: ours say what to do, others keep their stack for whoever mends them. */
export function explainAndExit(error: unknown): never {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

function explain(error: unknown): string {
  if (error instanceof PasserelleError) return `${error.code}: ${error.message}`;
  if (error instanceof z.ZodError) return `The environment is wrong:\n${z.prettifyError(error)}`;
  if (isListenError(error))
    return `Cannot listen on ${error.address ?? ""}:${error.port} (${error.code}); choose another with PORT or server.port.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function isListenError(error: unknown): error is { readonly code: string; readonly address?: string; readonly port: number } {
  return error instanceof Error && "syscall" in error && error.syscall === "listen";
}
