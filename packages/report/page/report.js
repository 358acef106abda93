import { createChart } from './chart.js';
import { byId, element, setText } from './element.js';
import { counted, time } from './format.js';
import { showNothing } from './nothing.js';
import { createPoll } from './poll.js';
import { showSummary } from './sections.js';
import { forgetToken, keepToken, takeToken } from './token.js';

let token = takeToken();
let sites = [];
let announcedFor = '';
const filters = byId('filters');
const drawSeries = createChart(byId('series'));

const announce = (text) => setText('announce', text);

const setState = (state, text) => {
  document.querySelector('.state').dataset.state = state;
  setText('state', text);
};

const askForToken = (fault = '') => {
  poll.stop();
  byId('numbers').hidden = true;
  byId('entry').hidden = false;
  setText('token-fault', fault);
  setState('waiting', 'Locked');
  byId('token').focus();
};

const read = async (address, signal) => {
  const response = await fetch(address, { signal, headers: { authorization: `Bearer ${token}` } });
  const answer = await response.json();
  if (response.ok) return answer;
  throw Object.assign(new Error(answer.error?.message ?? 'the server failed'), { status: response.status });
};

const showSites = (list) => {
  const wanted = new URLSearchParams(location.search).get('site') ?? byId('site').value;
  sites = list;
  const options = list.includes(wanted) || !wanted ? list : [...list, wanted];
  byId('site').replaceChildren(...options.map((site) => element('option', { value: site, text: site })));
  byId('site').value = options.includes(wanted) ? wanted : (options[0] ?? '');
  byId('site').disabled = options.length < 2;
  document.querySelector('.site').hidden = options.length === 0;
};

const chosen = () => ({ site: byId('site').value, ...Object.fromEntries(new FormData(filters)) });

const announceOnce = (choice, { visitors, events }) => {
  const key = JSON.stringify(choice);
  if (key === announcedFor) return;
  announcedFor = key;
  announce(`Report updated: ${counted(visitors, 'visitor')}, ${counted(events, 'event')}.`);
};

const ask = async (signal) => {
  if (!byId('site').value) showSites((await read('v1/reports/sites', signal)).sites);
  byId('entry').hidden = true;
  byId('numbers').hidden = false;
  const choice = chosen();
  if (!choice.site) {
    showNothing(undefined);
    setState('live', 'Live · waiting for the first event');
    return;
  }
  const summary = await read(`v1/reports/summary?${new URLSearchParams(choice)}`, signal);
  showNothing(summary);
  showSummary(summary);
  drawSeries(summary.series);
  byId('content').setAttribute('aria-busy', 'false');
  setState('live', `Live · ${time(summary.toMs)}`);
  announceOnce(choice, summary);
};

const fail = (cause, waitMs) => {
  if (cause.status === 401) {
    forgetToken();
    askForToken('This token was refused. Look where the server was started.');
    return;
  }
  const seconds = Math.round(waitMs / 1000);
  setState('lost', `No answer · trying again in ${seconds} s`);
  byId('content').setAttribute('aria-busy', 'true');
  announce('The server does not answer. The numbers may be old.');
  announcedFor = '';
};

const poll = createPoll(ask, fail);

const keepChoiceInAddress = () => {
  history.replaceState(null, '', `${location.pathname}?${new URLSearchParams(chosen())}`);
};

const takeChoiceFromAddress = () => {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const input = filters.querySelector(`input[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
    if (input) input.checked = true;
  }
};

const onChoice = () => {
  keepChoiceInAddress();
  byId('content').setAttribute('aria-busy', 'true');
  poll.restart();
};

filters.addEventListener('change', onChoice);
filters.addEventListener('submit', (event) => event.preventDefault());
byId('site').addEventListener('change', onChoice);
byId('site').addEventListener('pointerdown', () => {
  // A shop that began to send meanwhile shows up when somebody looks for it.
  read('v1/reports/sites').then(
    ({ sites: list }) => list.length !== sites.length && showSites(list),
    (cause) => setState('lost', cause.message),
  );
});
byId('forget').addEventListener('click', () => {
  forgetToken();
  askForToken();
});
byId('entry').addEventListener('submit', (event) => {
  event.preventDefault();
  token = byId('token').value.trim();
  keepToken(token);
  byId('token').value = '';
  setText('token-fault', '');
  setState('waiting', 'Connecting');
  poll.restart();
});

takeChoiceFromAddress();
if (token) poll.restart();
else askForToken();
