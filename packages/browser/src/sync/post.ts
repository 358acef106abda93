/**
 * Makes a request as all of ours are: no preflight, no cookie, not the page's address, to no other origin, and it outlives the page.
 * Rejects as `fetch` does.
 */
export const post = (to: string | URL, body: BodyInit, init?: RequestInit): Promise<Response> =>
  fetch(to, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body,
    keepalive: true,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    redirect: 'error',
    ...init,
  });
