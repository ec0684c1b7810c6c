import type { Entity } from "../documents.js";

/** A product or model as a search sees it. */
export interface Candidate {
  readonly entity: Entity;
  /** `code` of a model, identifier of a product. */
  readonly identifier: string | null;
  readonly uuid?: string;
  readonly isEnabled?: boolean;
  readonly groups?: readonly string[];
}

/** A test that a candidate passes or fails. */
export type CandidateTest = (candidate: Candidate) => boolean;
