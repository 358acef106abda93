/**
 * The stub of the IAB's GPP specification 1.1, which is on no registry: it keeps listeners and commands for the platform.
 *
 * Runs in a page, so it stands alone.
 */
export const gppStub = (): void => {
  const queue: unknown[][] = [];
  const events: { id: number; callback: unknown; parameter: unknown }[] = [];
  let lastId = 0;
  const ping = () => ({
    gppVersion: '1.1',
    cmpStatus: 'stub',
    cmpDisplayStatus: 'hidden',
    signalStatus: 'not ready',
    supportedAPIs: ['2:tcfeuv2', '7:usnat', '8:usca'],
    cmpId: 0,
    sectionList: [],
    applicableSections: [0],
    gppString: '',
    parsedSections: {},
  });
  const stub = (
    ...call: [command?: string, callback?: (answer: unknown, success: boolean) => void, parameter?: unknown]
  ) => {
    const [command, callback, parameter] = call;
    if (command === undefined) return queue;
    if (command === 'events') return events;
    if (command === 'ping') callback?.(ping(), true);
    else if (command === 'addEventListener') {
      lastId += 1;
      events.push({ id: lastId, callback, parameter });
      callback?.({ eventName: 'listenerRegistered', listenerId: lastId, data: true, pingData: ping() }, true);
    } else if (command === 'removeEventListener') {
      const at = events.findIndex(({ id }) => id === parameter);
      if (at >= 0) events.splice(at, 1);
      callback?.({ eventName: 'listenerRemoved', listenerId: parameter, data: at >= 0, pingData: ping() }, true);
    } else queue.push(call);
    return null;
  };
  Object.assign(window, { __gpp: stub });
};
