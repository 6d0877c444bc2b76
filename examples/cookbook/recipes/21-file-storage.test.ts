/** Recipe 21: files on disk, MinIO or S3, by configuration alone. */
import { it } from 'vitest';

it.todo('S-110 S-111 S-112: a field, and a storage found at each access [field]');
it.todo('S-113 S-129: local disk, or S3 when the environment says so [environment]');
it.todo('S-116 S-117 S-120: MinIO on this machine [minio]');
it.todo('S-125 S-126 S-127: assign, save, url, delete [use]');
