import type { TtlAttribute } from '#functions/shared/adapters/dynamo/expiry.ts';

/** Under which name the functions write when an item expires. Another one does not compile. */
export const ttlAttribute: TtlAttribute = 'expireAt';
