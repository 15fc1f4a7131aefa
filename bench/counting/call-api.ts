/**
 * Asks the HTTP API.
 * @throws Error unless it answers 2xx.
 */
export const callApi = async (url: string, init: RequestInit = {}): Promise<void> => {
  const answer = await fetch(url, init);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${init.method ?? 'GET'} ${url} was answered ${answer.status}: ${text}`);
};

export const post = (body: string, headers: Readonly<Record<string, string>> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body,
});
