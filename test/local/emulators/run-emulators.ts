import { startEmulators } from '#local/emulators/start-emulators.ts';

const [, , dataDir = ''] = process.argv;
const emulators = await startEmulators({ dataDir });
process.on('disconnect', () => void emulators.close());
process.send?.(emulators.endpoints);
