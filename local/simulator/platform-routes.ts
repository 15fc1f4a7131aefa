import { botReply } from './bot-reply.ts';
import type { PlatformState, PlatformUser } from './platform-state.ts';
import { type LoggedMessage, loggedMessageSchema, type Profile, profileSchema } from './requests.ts';
import { ok, type Route, type Routes, refuse, withBody } from './routes.ts';
import type { Webhook } from './webhook.ts';

/** What a client must present: `Authorization: Bearer <token>` and `client-id`. */
export type Credentials = { token: string; clientId: string };

type Platform = { state: PlatformState; webhook: Webhook; credentials: Credentials };

const guarded =
  ({ token, clientId }: Credentials, route: Route): Route =>
  (request) =>
    request.headers.authorization === `Bearer ${token}` && request.headers['client-id'] === clientId
      ? route(request)
      : refuse(401, 'invalid authorization details');

const profileAnswer = ({ auth_id, mobile_no, email, name }: PlatformUser) =>
  ok({ auth_id, mobile_no: mobile_no ?? null, email: email ?? null, name: name ?? null });

const notRegistered = refuse(403, 'user is not registered');

/** The platform's REST endpoints. Every logged message is answered by the bot through the webhook. */
export const createPlatformRoutes = ({ state, webhook, credentials }: Platform): Routes => {
  const createUser = (profile: Profile) => profileAnswer(state.saveUser(profile));

  const updateUser = (profile: Profile) =>
    state.findUser(profile) === undefined ? notRegistered : profileAnswer(state.saveUser(profile));

  const answerAsBot = (user: PlatformUser, { business_id, message_body }: LoggedMessage) => {
    const text = `You wrote: ${message_body}`;
    const event = botReply({ messageId: state.nextMessageId(), user, businessId: business_id, text });
    // Not awaited: the client's answer never waits for the webhook. A delivery does not reject; the webhook counts it.
    void webhook.deliver(Buffer.from(JSON.stringify(event)));
  };

  const logMessage = (body: LoggedMessage) => {
    const user = state.findUser(body.user);
    if (user === undefined) return notRegistered;
    const messageId = state.nextMessageId();
    const receivedAt = new Date().toISOString();
    state.addReceived({ messageId, receivedAt, body });
    answerAsBot(user, body);
    const { message_body, message_type } = body;
    return ok({ message_id: messageId, message_body, created_at: receivedAt, message_type });
  };

  return new Map<string, Route>([
    ['POST /v1.0/user/', guarded(credentials, withBody(profileSchema, createUser))],
    ['PUT /v1.0/user/', guarded(credentials, withBody(profileSchema, updateUser))],
    ['POST /v1.0/log_message_from_user/', guarded(credentials, withBody(loggedMessageSchema, logMessage))],
  ]);
};
