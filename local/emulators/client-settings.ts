/** Every emulator's region and account. */
export const region = 'us-east-1';
export const accountId = '000000000000';

/** What an SDK client needs besides its endpoint. The emulators do not check signatures. */
export const clientSettings = { region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
