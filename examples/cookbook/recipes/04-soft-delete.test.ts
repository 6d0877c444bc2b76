/** Recipe 4: rows that are only marked as deleted. */
import { it } from 'vitest';

it.todo('S-019 S-020: a base that adds deletedAt, and unique among live rows [model]');
it.todo('S-021 S-022 S-023: live rows, all rows, deleted rows [managers]');
it.todo('S-024 S-025 S-026: delete marks, hard deletes, restore brings back [delete]');
