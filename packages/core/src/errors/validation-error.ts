/** ValidationError: values that a field or a model does not accept, said per field. */
import { DormError, type ErrorDetails } from './dorm-error.js';

/** Messages by field name; what concerns the whole row stands under `NON_FIELD_ERRORS`. */
export type FieldMessages = Readonly<Record<string, readonly string[]>>;

/** The key of messages that concern no single field. */
export const NON_FIELD_ERRORS = '__all__';

/**
 * A value was refused. `messages` tells which fields and why; the value itself is never in it.
 *
 * @example
 * catch (error) {
 *   if (error instanceof ValidationError) return reply.status(422).send(error.messages);
 * }
 */
export class ValidationError extends DormError {
  static override readonly errorName: string = 'ValidationError';
  override readonly code: string = 'VALIDATION_ERROR';
  readonly messages: FieldMessages;

  /** @param messages one message, or messages by field name. */
  constructor(messages: string | FieldMessages, details: ErrorDetails = {}) {
    super(typeof messages === 'string' ? messages : summary(messages, details.model), details);
    this.messages =
      typeof messages === 'string'
        ? { [details.field ?? NON_FIELD_ERRORS]: [messages] }
        : Object.freeze({ ...messages });
  }
}

function summary(messages: FieldMessages, model: string | undefined): string {
  const lines = Object.entries(messages).map(([field, texts]) =>
    field === NON_FIELD_ERRORS ? texts.join(' ') : `${field}: ${texts.join(' ')}`,
  );
  return model === undefined ? lines.join('; ') : `${model}: ${lines.join('; ')}`;
}
