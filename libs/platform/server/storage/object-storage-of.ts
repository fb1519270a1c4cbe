import { SystemClock } from '../edge.js'
import type { PlatformConfig } from '../config.js'
import { DiskObjectStorage } from './disk-object-storage.js'
import type { ObjectStorage } from './object-storage.js'
import { S3ObjectStorage } from './s3-object-storage.js'

/** S3 where it is configured, else the data directory. Signatures need the real time, whatever clock the rest runs on. */
export const objectStorageOf = ({ s3, dataDir }: PlatformConfig): ObjectStorage =>
  s3 === null ? new DiskObjectStorage(dataDir) : new S3ObjectStorage(s3, new SystemClock())
