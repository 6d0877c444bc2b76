/** Two mistakes, and who finds them: the compiler, or dorm when the names come from outside. */
import { DormError } from '@dorm/core';
import { Track } from './models.js';

/** Does not compile, so it can only be quoted; a test compiles it and compares the message. */
export const compileMistake = {
  code: "Track.objects.filter({ album__artist__nme: 'Eric Clapton' });",
  message: `Type 'string' is not assignable to type 'NoSuchField<Artist, "nme"> | SoundOn<Track, {}>'.`,
} as const;

/** Runs a search whose field name came from a request, misspelt, and returns the error. */
export async function runtimeMistake(): Promise<DormError> {
  try {
    // #region runtime
    const search = JSON.parse('{ "album__artist__nme": "Eric Clapton" }');
    await Track.objects.filter(search);
    // #endregion
  } catch (error) {
    if (error instanceof DormError) return error;
    throw error;
  }
  throw new Error('a misspelt field was accepted');
}
