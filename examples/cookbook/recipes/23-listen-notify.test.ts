/** Recipe 23: publish and subscribe on PostgreSQL. */
import { it } from 'vitest';

it.todo('S-150 S-153 S-156: a message arrives after COMMIT [publish]');
it.todo('S-157 S-158 S-159: a subscription on its own connection [subscribe]');
it.todo('S-162 S-163: a listener that survives a lost connection [reconnect]');
it.todo('S-164: caches dropped on every node [invalidate]');
it.todo('S-165: a queue of jobs that each run once [queue]');
