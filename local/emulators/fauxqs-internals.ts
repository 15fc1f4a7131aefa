/**
 * fauxqs keeps what is sent on disk only through modules that its package does not export. They are reached by
 * path here and nowhere else; the version is pinned, and the persistence tests fail if an update moves them.
 */
export { PersistenceManager } from '../../node_modules/fauxqs/dist/persistence.js';
export { S3Store } from '../../node_modules/fauxqs/dist/s3/s3Store.js';
export { SnsStore } from '../../node_modules/fauxqs/dist/sns/snsStore.js';
export { SqsStore } from '../../node_modules/fauxqs/dist/sqs/sqsStore.js';
