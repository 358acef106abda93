// The stub that IAB's specification asks for: it answers `ping`, and keeps every other call for the platform. It is not on npm.
const queue = [];
let listeners = 0;
const ping = () => ({
  gppVersion: '1.1',
  cmpStatus: 'stub',
  cmpDisplayStatus: 'hidden',
  signalStatus: 'not ready',
  supportedAPIs: ['7:usnat'],
  cmpId: 0,
  sectionList: [],
  applicableSections: [],
  gppString: '',
  parsedSections: {},
});

const stub = (...call) => {
  const [command, callback] = call;
  if (call.length === 0) return queue;
  if (command === 'ping') callback(ping(), true);
  else if (command === 'addEventListener') {
    listeners += 1;
    callback({ eventName: 'listenerRegistered', listenerId: listeners, data: true, pingData: ping() }, true);
    queue.push(call);
  } else if (command === 'hasSection') callback(false, true);
  else queue.push(call);
  return undefined;
};
if (!Reflect.has(window, '__gpp')) Reflect.set(window, '__gpp', stub);
