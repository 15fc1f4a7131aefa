import { type Answer, type Routes, refuse, withBody } from '#local/simulator/routes.ts';
import { conversationMessages } from './conversation-messages.ts';
import type { Platform } from './platform.ts';
import { type Feedback, feedbackSchema } from './requests.ts';

const noConversation =
  'Failed to submit feedback, please make sure there is an active conversation with the agent';

const feedbackPauseMs = 3_600_000;

export const createFeedbackRoutes = ({ state, clock, timeScale }: Platform): Routes => {
  const isDuplicate = ({ auth_id, business_id }: Feedback, now: number): boolean =>
    state
      .feedback()
      .some(
        ({ receivedAt, body }) =>
          body.auth_id === auth_id &&
          body.business_id === business_id &&
          now - Date.parse(receivedAt) < feedbackPauseMs / timeScale,
      );

  const submit = (body: Feedback): Answer => {
    const user = state.findUser({ auth_id: body.auth_id });
    const now = clock.now();
    if (user === undefined) return refuse(403, 'Invalid_User');
    if (conversationMessages(state, user, body.business_id).length === 0) return refuse(404, noConversation);
    // The documentation gives the message only; the status is a guess.
    if (isDuplicate(body, now)) return refuse(400, 'duplicate feedback');
    state.addFeedback({ receivedAt: new Date(now).toISOString(), body });
    return { status: 201, body: { success: true } };
  };

  return new Map([['POST /v1.0/log_feedback_from_user/', withBody(feedbackSchema, submit)]]);
};
