import { openDataDirectory } from '#local/emulators/data-directory.ts';

const [, , path = ''] = process.argv;
const held = openDataDirectory(path);
process.on('disconnect', () => held[Symbol.dispose]());
process.send?.('held');
