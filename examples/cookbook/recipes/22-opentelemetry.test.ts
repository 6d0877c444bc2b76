/** Recipe 22: a span for every query. */
import { it } from 'vitest';

it.todo('S-132 S-134 S-135: every query becomes a span [instrument]');
it.todo('S-143: an exporter [exporter]');
it.todo('S-144 S-145: instrumenting twice is once, and it can be undone [uninstrument]');
