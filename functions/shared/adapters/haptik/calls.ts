import type { Readable } from 'node:stream';
import type { Command, Profile, Recipient } from '#functions/shared/domain/outbox/command.ts';
import type { Platform, Target } from '#functions/shared/domain/outbox/platform.ts';
import { type Body, jsonBody } from './body.ts';
import { endpointUrl } from './endpoint-url.ts';
import { multipartBody } from './multipart-body.ts';
import { sendOf } from './send-of.ts';

/** What is asked of the platform. A body is made for each try. */
export type Call = { method: 'POST' | 'PUT'; url: URL; body: () => Body | Promise<Body> };

type Of<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>;

type EnableTarget = Parameters<Platform['enableWebhook']>[0];

const post = ({ channel }: Pick<Target, 'channel'>, path: string, json: unknown): Call => ({
  method: 'POST',
  url: endpointUrl(sendOf(channel).baseUrl, path),
  body: () => jsonBody(json),
});

/** The company's own id where there is one; the platform's stands for it in the documentation of 2018. */
const named = ({ authId, userId }: Recipient): Record<string, string> => {
  if (authId !== undefined) return { auth_id: authId };
  if (userId !== undefined) return { user_id: userId };
  throw new Error('A user must have an id before the platform is called.');
};

const asNumber = (businessId: string | undefined): number => {
  const number = Number(businessId);
  if (Number.isSafeInteger(number)) return number;
  throw new Error('A business id must be there, as digits of a safe integer, before the platform is called.');
};

const loggedMessage = ({ user, businessId }: Target, text: string, messageType: number) => ({
  user: named(user),
  message_body: text,
  message_type: messageType,
  business_id: asNumber(businessId),
});

export const messageCall = (target: Target, { text, messageType }: Of<'message'>): Call => {
  const { clientName } = sendOf(target.channel);
  const ofClient = clientName === undefined ? '' : `${encodeURIComponent(clientName)}/`;
  return post(target, `/v1.0/log_message_from_user/${ofClient}`, loggedMessage(target, text, messageType));
};

/** The synchronous API takes what logging a message takes, text only. */
export const askCall = (target: Target, text: string): Call => {
  const { askUrl } = sendOf(target.channel);
  if (askUrl === undefined) throw new Error(`Channel ${target.channel.name} has no URL to ask at.`);
  const json = loggedMessage(target, text, 0);
  return { method: 'POST', url: endpointUrl(askUrl), body: () => jsonBody(json) };
};

/** POST registers a user, PUT changes one. */
export const userCall = (method: Call['method'], target: Target, profile: Profile): Call => {
  const { name, email, mobileNo, languageCode, customData } = profile;
  const told = {
    ...named(target.user),
    name,
    email,
    mobile_no: mobileNo,
    language_code: languageCode,
    custom_data: customData,
  };
  return { ...post(target, '/v1.0/user/', told), method };
};

export const feedbackCall = (target: Target, { resolved, rating, comment }: Of<'feedback'>): Call =>
  post(target, '/v1.0/log_feedback_from_user/', {
    ...named(target.user),
    business_id: asNumber(target.businessId),
    query_resolved: resolved,
    query_rating: rating,
    feedback: comment,
  });

export const handoffCall = (target: Target, { team, userName, countdownSeconds }: Of<'handoff'>): Call =>
  post(target, '/integration/external/v2.0/send_chat_to_agent/', {
    team_name: team,
    user_name: userName,
    business_id: asNumber(target.businessId),
    countdown: countdownSeconds,
    receiver: 'athena',
  });

export const enableCall = ({ channel, businessId, devicePlatform }: EnableTarget): Call =>
  post({ channel }, '/v1.0/webhook/', {
    enabled: true,
    business_id: businessId === undefined ? undefined : asNumber(businessId),
    device_platform: devicePlatform,
  });

/** The file of this name in the version with this ETag, and its bytes. Rejects where the bucket does not give it. */
export type OpenFile = (key: string, etag: string) => Promise<{ stream: Readable; size: number }>;

export const fileCall = (target: Target, command: Of<'file'>, openFile: OpenFile): Call => {
  const { fileName, contentType, messageType, text, key, etag } = command;
  if (etag === undefined) throw new Error('A file must be uploaded before it is sent.');
  const fields = Object.entries({
    ...named(target.user),
    business_id: String(asNumber(target.businessId)),
    message_type: String(messageType),
    message_body: text,
  });
  return {
    method: 'POST',
    url: endpointUrl(sendOf(target.channel).baseUrl, '/v1.0/log_file_from_user/'),
    body: async () => multipartBody(fields, { name: fileName, contentType, ...(await openFile(key, etag)) }),
  };
};
