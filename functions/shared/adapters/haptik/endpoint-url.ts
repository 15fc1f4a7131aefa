const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Where a call goes.
 * @throws Error for anything but https; http is taken for loopback hosts.
 */
export const endpointUrl = (base: string, path = ''): URL => {
  const url = URL.parse(path === '' ? base : `${base.replace(/\/+$/, '')}${path}`);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.test(url.hostname))) return url;
  throw new Error(
    'A platform must be called by an https URL (http for loopback hosts only). Correct its channel.',
  );
};
