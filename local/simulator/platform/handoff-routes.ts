import type { IncomingHttpHeaders } from 'node:http';
import * as z from 'zod/mini';
import {
  type Answer,
  checked,
  ok,
  type Route,
  type Routes,
  refuse,
  withBody,
} from '#local/simulator/routes.ts';
import { conversationMessages } from './conversation-messages.ts';
import { deliverEvent } from './deliver-event.ts';
import type { Credentials, Platform } from './platform.ts';
import { type Handoff, handoffSchema } from './requests.ts';
import { chatPinned } from './webhook-events.ts';

const credentialProblem = (
  { authorization, 'client-id': client }: IncomingHttpHeaders,
  { token, clientId }: Credentials,
): string | undefined => {
  if (client === undefined) return 'client_id missing in headers';
  if (client !== clientId) return 'invalid client_id in headers';
  if (authorization === undefined) return 'token missing in headers';
  if (!authorization.startsWith('Bearer ')) return 'invalid authorization in headers';
  return authorization === `Bearer ${token}` ? undefined : 'invalid token provided';
};

const requiredFields = ['user_name', 'business_id', 'team_name'];

/** There are no teams to look up: what is wrong with one is told by how its name begins. */
const teamProblem = (team: string): string | undefined => {
  if (team.startsWith('no-')) return 'invalid team_name provided';
  return team.startsWith('inactive-') ? `team "${team}" is inactive` : undefined;
};

/** The platform's second generation of the hand-off to an agent. It documents the messages; the statuses are guesses. */
export const createHandoffRoutes = (platform: Platform, credentials: Credentials): Routes => {
  const { state, clock } = platform;

  const handOff = ({ user_name, business_id, team_name: team }: Handoff): Answer => {
    const user = state.users().find((known) => known.user_name === user_name);
    const businessId = Number(business_id);
    if (user === undefined) return refuse(400, 'invalid user_name');
    if (!Number.isSafeInteger(businessId)) return refuse(400, 'invalid business_id provided');
    const problem = teamProblem(team);
    if (problem !== undefined) return refuse(400, problem);
    if (conversationMessages(state, user, businessId).length === 0)
      return refuse(400, 'user has not sent a message');
    const at = new Date(clock.now()).toISOString();
    const said = { messageId: state.nextMessageId(), at, user, businessId, text: 'Asha is with you now' };
    deliverEvent(platform, chatPinned(said, team));
    return ok({ success: true });
  };

  const take = (body: Readonly<Record<string, unknown>>): Answer | Promise<Answer> => {
    const missing = requiredFields.find((name) => body[name] === undefined || body[name] === '');
    return missing === undefined
      ? checked({ part: 'body', schema: handoffSchema }, body, handOff)
      : refuse(400, `${missing} missing in the request`);
  };

  const guarded =
    (route: Route): Route =>
    (request) => {
      const problem = credentialProblem(request.headers, credentials);
      return problem === undefined ? route(request) : refuse(401, problem);
    };

  return new Map([
    [
      'POST /integration/external/v2.0/send_chat_to_agent/',
      guarded(withBody(z.record(z.string(), z.unknown()), take)),
    ],
  ]);
};
