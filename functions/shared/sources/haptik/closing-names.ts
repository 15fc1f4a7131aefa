import type { Payload } from '../payload.ts';
import { exactText, objectOf } from './fields.ts';

/** What names one closing, exactly as it was written, in every generation of the keys (2019-07 to 2022-12). */
export const closingNames = (payload: Payload) => {
  const data = objectOf(payload.data);
  return {
    conversationIdentifier: exactText(data.conversation_identifier),
    collectionId: exactText(data.collection_id),
    // Before 2019-08-16 it had another name, and at first its place at the top.
    conversationNo:
      exactText(data.conversation_no) ??
      exactText(data.conversation_id) ??
      exactText(payload.conversation_no),
  };
};
