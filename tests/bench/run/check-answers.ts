import { writeFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import type { Contender, LeftOut } from "#bench/run/contenders";
import { startGateway } from "#bench/run/start-gateway";
import type { BenchRequest } from "#bench/scenarios/scenario";

/** What is compared. */
export interface Questions {
  readonly requestAt: (n: number) => BenchRequest;
  readonly compared: number;
  /** Gets the first answer. */
  readonly answerFile: string;
}

/** Who answers right, and who does not. */
export interface Checked {
  readonly able: readonly Contender[];
  readonly leftOut: readonly LeftOut[];
  /** Length of the shortest answer. */
  readonly shortestBytes: number;
}

/** Asks every gateway the same, one after the other and then all at once. Each must give the answers of the first one that serves. */
export async function checkAnswers(contenders: readonly (Contender | LeftOut)[], questions: Questions): Promise<Checked> {
  const able: Contender[] = [];
  const leftOut: LeftOut[] = [];
  let expected: readonly unknown[] | undefined;
  for (const contender of contenders) {
    if ("reason" in contender) {
      leftOut.push(contender);
      continue;
    }
    try {
      const answers = await answersOf(contender, questions);
      // Whoever answers from memory gives what the first one gave.
      expected ??= await keep(answers, questions.answerFile);
      const isCeiling = contender.name === "bare-fastify";
      if (!isCeiling && !isDeepStrictEqual(answers, expected))
        throw new Error(`its answer differs: ${JSON.stringify(answers[0]).slice(0, 200)}`);
      able.push(contender);
    } catch (error) {
      leftOut.push({ name: contender.name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  const lengths = (expected ?? []).map((answer) => Buffer.byteLength(JSON.stringify(answer)));
  return { able, leftOut, shortestBytes: Math.min(...lengths) };
}

async function answersOf(contender: Contender, { requestAt, compared }: Questions): Promise<readonly unknown[]> {
  await using gateway = await startGateway(contender, undefined);
  const requests = Array.from({ length: compared }, (_, n) => requestAt(n));
  const answers: unknown[] = [];
  for (const request of requests) answers.push(await ask(gateway.url, request));
  const together = await Promise.all(requests.map((request) => ask(gateway.url, request)));
  if (!isDeepStrictEqual(together, answers)) throw new Error("it answers otherwise when all ask at once");
  return answers;
}

async function keep(answers: readonly unknown[], file: string): Promise<readonly unknown[]> {
  await writeFile(file, JSON.stringify(answers[0]));
  return answers;
}

/** Asks once. Throws when there are errors in the answer. */
export async function ask(url: string, { body, headers }: BenchRequest): Promise<unknown> {
  const response = await fetch(url, { method: "POST", headers, body });
  const answer: unknown = await response.json();
  if (typeof answer !== "object" || answer === null || !("data" in answer))
    throw new Error(`it gives no data: ${JSON.stringify(answer).slice(0, 300)}`);
  // An answer without errors may say so in two ways.
  if ("errors" in answer && Array.isArray(answer.errors) && answer.errors.length > 0) {
    throw new Error(`its answer has errors: ${JSON.stringify(answer.errors).slice(0, 300)}`);
  }
  return { data: answer.data };
}
