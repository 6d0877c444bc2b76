/** Recipe 12: a pool that follows its load. */
import { it } from 'vitest';

it.todo('S-067 S-069: a decision at a time, or a loop [autoscale]');
it.todo('S-068: what the pool does now [stats]');
