/** Errors about rows: none where one was asked for, too many, none updated. Each model has its own subclasses. */
import { DormError } from './dorm-error.js';

/** get() matched no row. `Author.DoesNotExist` is the one of a model. */
export class DoesNotExist extends DormError {
  static override readonly errorName: string = 'DoesNotExist';
  override readonly code: string = 'DOES_NOT_EXIST';
}

/** get() matched more than one row. `Author.MultipleObjectsReturned` is the one of a model. */
export class MultipleObjectsReturned extends DormError {
  static override readonly errorName: string = 'MultipleObjectsReturned';
  override readonly code: string = 'MULTIPLE_OBJECTS_RETURNED';
}

/** save() with `forceUpdate` or `updateFields` matched no row. */
export class NotUpdated extends DormError {
  static override readonly errorName: string = 'NotUpdated';
  override readonly code: string = 'NOT_UPDATED';
}
