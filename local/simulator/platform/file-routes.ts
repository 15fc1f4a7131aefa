import { createHash } from 'node:crypto';
import {
  type Answer,
  checked,
  ok,
  type Routes,
  refuse,
  type SimulatorRequest,
} from '#local/simulator/routes.ts';
import { logMessage } from './log-message.ts';
import { type LoggedFileForm, loggedFileFormSchema } from './logged-file-form.ts';
import { notRegistered, type Platform } from './platform.ts';
import type { LoggedFile, ReceivedMessage } from './platform-state.ts';

const readForm = async ({ headers, body }: SimulatorRequest): Promise<FormData | undefined> => {
  try {
    return await new Response(body, {
      headers: { 'content-type': headers['content-type'] ?? '' },
    }).formData();
  } catch {
    return undefined;
  }
};

const describeFile = async (file: File): Promise<LoggedFile> => {
  const bytes = await file.bytes();
  const { name, type, size } = file;
  return { name, type, size, sha256: createHash('sha256').update(bytes).digest('hex') };
};

const fileAnswer = ({ messageId, receivedAt, body }: ReceivedMessage, fileName: string) =>
  ok({
    message_id: messageId,
    message_body: body.message_body,
    created_at: receivedAt,
    message_type: body.message_type,
    file_url: `https://files.example.com/${messageId}/${encodeURIComponent(fileName)}`,
  });

export const createFileRoutes = (platform: Platform): Routes => {
  const log = async (form: LoggedFileForm, { echoed }: SimulatorRequest): Promise<Answer> => {
    const { auth_id, file, ...rest } = form;
    const body = { user: { auth_id }, ...rest };
    const message = logMessage(platform, { body, file: await describeFile(file), echoed });
    return message === undefined ? notRegistered : fileAnswer(message, file.name);
  };

  const logFile = async (request: SimulatorRequest): Promise<Answer> => {
    const form = await readForm(request);
    return form === undefined
      ? refuse(400, 'body: must be multipart/form-data')
      : checked({ part: 'body', schema: loggedFileFormSchema }, Object.fromEntries(form), (given) =>
          log(given, request),
        );
  };

  return new Map([['POST /v1.0/log_file_from_user/', logFile]]);
};
