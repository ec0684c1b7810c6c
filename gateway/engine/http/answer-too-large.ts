/** The answer has more bytes than are read. */
export class AnswerTooLarge extends Error {
  override readonly name = "AnswerTooLarge";
}
