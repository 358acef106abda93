const KEY = 'aisle-report-token';

/** Takes the token from the address's fragment into the session, and off the address before anybody copies it. */
export const takeToken = () => {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return sessionStorage.getItem(KEY);
};

/** Keeps a token for as long as the tab lives. */
export const keepToken = (token) => sessionStorage.setItem(KEY, token);

/** Forgets the token of this tab. */
export const forgetToken = () => sessionStorage.removeItem(KEY);
